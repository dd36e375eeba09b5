using System.Buffers;

namespace SinoRussia.Essays;

/// <summary>Splits a block into sentences, for readers who mark text with the keyboard.</summary>
public static class Sentences
{
    private static readonly SearchValues<char> Closers = SearchValues.Create("\"'”’»)]");
    private static readonly SearchValues<char> Openers = SearchValues.Create("\"'“‘«([");

    // A full stop after these does not end a sentence, even before a capital letter.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Gen", "Col", "Sen", "Rep", "No", "Nos", "vol", "pp", "p", "ed", "eds", "vs", "cf", "e.g", "i.e", "Jr", "Sr",
    };

    /// <summary>The sentences of a block in order, without white space between them; offsets are those of <see cref="Essay.Text"/>.</summary>
    public static IEnumerable<Passage> In(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var text = block.Text;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (EndsAt(text, i) is not { } end)
            {
                continue;
            }

            yield return new Passage(block.Start + start, block.Start + end);
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            start = end;
            i = end - 1;
        }

        if (start < text.Length)
        {
            yield return new Passage(block.Start + start, block.End);
        }
    }

    // The end of a sentence with a closing mark at i, or null when the sentence goes on.
    private static int? EndsAt(string text, int i)
    {
        if (text[i] is not ('.' or '!' or '?' or '…' or '。' or '！' or '？'))
        {
            return null;
        }

        var end = i + 1;
        while (end < text.Length && (Closers.Contains(text[end]) || text[end] is '.' or '!' or '?'))
        {
            end++;
        }

        if (end >= text.Length)
        {
            return end;
        }

        if (text[i] is '。' or '！' or '？')
        {
            return end; // Chinese has no space after a sentence
        }

        if (!char.IsWhiteSpace(text[end]) || (text[i] == '.' && IsAbbreviation(text, i)))
        {
            return null;
        }

        var next = end;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || Openers.Contains(text[next])))
        {
            next++;
        }

        return next >= text.Length || !char.IsLower(text[next]) ? end : null;
    }

    private static bool IsAbbreviation(string text, int stop)
    {
        var start = stop;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text[start..stop];
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.Contains(word);
    }
}
