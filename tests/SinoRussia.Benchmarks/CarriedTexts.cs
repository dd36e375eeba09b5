using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Benchmarks;

/// <summary>Texts, edited versions of them, and marks on them: for the time figures here and the memory figures in the tests.</summary>
internal static class CarriedTexts
{
    private const int Seed = 1689;

    public static string Essay() => EditionParser
        .Parse(name => Path.Combine(AppContext.BaseDirectory, "content", name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null)
        .Essay.Text;

    /// <summary>New prose from the essay's words: a text that only repeated the essay would be a different problem for alignment.</summary>
    public static string Long(int length)
    {
        var dice = new Random(Seed);
        var words = Essay().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', Enumerable.Range(0, length / 6).Select(at => at % 90 == 89 ? "it was so.\n" : words[dice.Next(words.Length)]))[..length];
    }

    /// <summary>Removes every tenth paragraph, moves every tenth, and in each of the others replaces a word and inserts a clause.</summary>
    public static string Edited(string before)
    {
        var dice = new Random(Seed);
        var paragraphs = before.Split('\n').ToList();
        for (var at = 0; at < paragraphs.Count; at++)
        {
            var words = paragraphs[at].Split(' ').ToList();
            words[dice.Next(words.Count)] = "otherwise";
            words.Insert(dice.Next(words.Count), "as the editor now adds,");
            paragraphs[at] = string.Join(' ', words);
        }

        for (var at = paragraphs.Count - 1; at >= 0; at -= 10)
        {
            paragraphs.RemoveAt(at);
            var moved = paragraphs[at / 2];
            paragraphs.RemoveAt(at / 2);
            paragraphs.Insert(dice.Next(paragraphs.Count), moved);
        }

        return string.Join('\n', paragraphs);
    }

    /// <summary>Marks of four sizes at random positions.</summary>
    public static IEnumerable<Passage> Marks(string text, int count)
    {
        var dice = new Random(Seed);
        for (var k = 0; k < count; k++)
        {
            var start = dice.Next(text.Length - 1);
            var length = (k % 4) switch { 0 => 8, 1 => 60, 2 => 250, _ => 900 };
            yield return new Passage(start, Math.Min(text.Length, start + length));
        }
    }
}
