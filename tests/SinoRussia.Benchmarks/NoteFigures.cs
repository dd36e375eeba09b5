using System.Globalization;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Benchmarks;

/// <summary>The cost of the slowest notes that are accepted, compared with prose in lines of the same length: CPU time of this process, in one
/// run.</summary>
internal static class NoteFigures
{
    private const int Rounds = 5;
    private const double Budget = 20;

    private static readonly string[] Hostile =
    [
        "[", "]", "[a](", "[x](((", "*a_ ", "*a", "a*", "**a", "~~a", "*_", "*a*\n", "http://a(", "www.a.b ", "ftp://a.b ", "a\n", "a\n\n", "-\n", "- a\n", "# a\n", "a\n=\n", "---\n",
        "*a*\n\n", "`a", "<", "&", "> a\nb\n\n", "- > - > a\n", "[a]: b\n", "[a](b)\n\n", "![a](b) ", "```\n", "1) a\n2. b\n",
    ];

    private static int made;

    /// <summary>Parsing and sanitising, which happens once for each text.</summary>
    public static bool Html()
    {
        var notes = Hostile.ToDictionary(signs => signs, LongestAccepted, StringComparer.Ordinal);
        var prose = string.Concat(Enumerable.Repeat("The river froze early that year, and nobody crossed it.\n", Limits.Note / 56));
        var costs = notes.Keys.Append("prose").ToDictionary(name => name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, own) in costs)
            {
                own.Add(CostOf(name == "prose" ? prose : notes[name]));
            }
        }

        var lines = Median(costs["prose"]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"prose of {prose.Length:N0} characters in lines: {lines:0.0} ms"));
        var worst = costs.MaxBy(cost => Median(cost.Value));
        foreach (var (name, own) in costs.OrderByDescending(cost => Median(cost.Value)).Take(8))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name.ReplaceLineEndings("\\n"),-14} {(name == "prose" ? prose : notes[name]).Length,7:N0} characters {Median(own),8:0.0} ms"));
        }

        return Figures.Report("the slowest note that is accepted compared with prose", Median(worst.Value) / lines, Budget, "times");
    }

    // A number makes each text new, so that it is not in the cache.
    private static double CostOf(string note)
    {
        var before = Environment.CpuUsage.TotalTime;
        NoteMarkdown.ToHtml($"{note}\n\n{made++}");
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static string LongestAccepted(string signs)
    {
        var (fits, tooMany) = (0, (Limits.Note / signs.Length) + 1);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            (fits, tooMany) = NoteMarkdown.Check(Repeated(signs, middle)) is null ? (middle, tooMany) : (fits, middle);
        }

        return Repeated(signs, fits);
    }

    private static string Repeated(string signs, int times) => string.Concat(Enumerable.Repeat(signs, times));

    private static double Median(List<double> rounds) => rounds.Skip(1).Order().ElementAt(Rounds / 2);
}
