using System.Diagnostics;
using System.Globalization;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Benchmarks;

/// <summary>How long it takes to bring marks to another text.</summary>
internal static class AnchoringFigures
{
    private const int Seed = 1689;

    /// <summary>Ten thousand marks on the edited essay, the alignment included.</summary>
    public static bool Carry() => Carry("10,000 marks on the edited essay", Essay(), marks: 10_000, budget: 500);

    /// <summary>Two thousand marks on a text of a megabyte.</summary>
    public static bool CarryLong() => Carry("2,000 marks on a text of 1 MB", Long(1_000_000), marks: 2_000, budget: 2_000);

    /// <summary>A quotation whose revision is unknown, of every size, half of them of words that are gone.</summary>
    public static bool Quotation()
    {
        var before = Essay();
        var search = Essays.Anchors.Quotation.SearchIn(Edited(before));
        var quotes = Marks(before, 2_000).Select(mark => Anchoring.Describe(before, "before", mark).Quote).ToList();
        quotes.ForEach(quote => search.Find(quote)); // the compiler's time is not ours

        // The best of three: what a busy machine adds is not ours either.
        var times = quotes.Select(quote => Enumerable.Range(0, 3).Min(_ => Milliseconds(() => search.Find(quote)))).Order().ToList();
        var p99 = times[times.Count * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quotation search: p50 {times[times.Count / 2]:0.00} ms, max {times[^1]:0.00} ms"));
        return Figures.Report("quotation search, p99", p99, 10, "ms");
    }

    private static bool Carry(string what, string before, int marks, double budget)
    {
        var after = Edited(before);
        var targets = Marks(before, marks).Select(mark => Anchoring.Describe(before, "before", mark)).ToList();
        Detached(before, after, targets[..(marks / 10)]); // the compiler's time is not ours: the site is compiled ahead
        var began = Process.GetCurrentProcess().TotalProcessorTime;
        var detached = Detached(before, after, targets);
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - began).TotalMilliseconds;
        Console.WriteLine($"{detached} of {marks} detached");
        return Figures.Report($"{what}, CPU", cpu, budget, "ms");
    }

    private static int Detached(string before, string after, IReadOnlyCollection<Target> targets)
    {
        var alignment = Alignment.Between(before, after);
        return targets.Count(target => Anchoring.Locate(after, "after", target, alignment).State == AnchorState.Detached);
    }

    private static double Milliseconds(Action act)
    {
        var began = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static string Essay() => EditionParser
        .Parse(name => Path.Combine(AppContext.BaseDirectory, "content", name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null)
        .Essay.Text;

    // New prose in the essay's words: a text that only repeated itself would be another problem.
    private static string Long(int length)
    {
        var dice = new Random(Seed);
        var words = Essay().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', Enumerable.Range(0, length / 6).Select(at => at % 90 == 89 ? "it was so.\n" : words[dice.Next(words.Length)]))[..length];
    }

    // Every tenth paragraph is gone, every tenth has moved, in each of the others a word is replaced and a clause put in.
    private static string Edited(string before)
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

    private static IEnumerable<Passage> Marks(string text, int count)
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
