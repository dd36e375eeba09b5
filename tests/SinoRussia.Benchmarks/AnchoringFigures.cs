using System.Diagnostics;
using System.Globalization;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Benchmarks;

/// <summary>The time needed to move marks to another text.</summary>
internal static class AnchoringFigures
{
    /// <summary>Ten thousand marks on the edited essay, including the alignment.</summary>
    public static bool Carry() => Carry("10,000 marks on the edited essay", CarriedTexts.Essay(), marks: 10_000, budget: 500);

    /// <summary>Two thousand marks on a text of one megabyte.</summary>
    public static bool CarryLong() => Carry("2,000 marks on a text of 1 MB", CarriedTexts.Long(1_000_000), marks: 2_000, budget: 2_000);

    /// <summary>Quotations of every size without a known revision; half of them no longer occur in the text.</summary>
    public static bool Quotation()
    {
        var before = CarriedTexts.Essay();
        var search = Essays.Anchors.Quotation.SearchIn(CarriedTexts.Edited(before));
        var quotes = CarriedTexts.Marks(before, 2_000).Select(mark => Anchoring.Describe(before, "before", mark).Quote).ToList();
        quotes.ForEach(quote => search.Find(quote)); // warm-up, to leave out the JIT compiler

        // The best of three runs, to leave out other load on the machine.
        var times = quotes.Select(quote => Enumerable.Range(0, 3).Min(_ => Milliseconds(() => search.Find(quote)))).Order().ToList();
        var p99 = times[times.Count * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quotation search: p50 {times[times.Count / 2]:0.00} ms, max {times[^1]:0.00} ms"));
        return Figures.Report("quotation search, p99", p99, 10, "ms");
    }

    private static bool Carry(string what, string before, int marks, double budget)
    {
        var after = CarriedTexts.Edited(before);
        var targets = CarriedTexts.Marks(before, marks).Select(mark => Anchoring.Describe(before, "before", mark)).ToList();
        Detached(before, after, targets[..(marks / 10)]); // warm-up: the site is compiled ahead of time, so the JIT compiler does not count
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
}
