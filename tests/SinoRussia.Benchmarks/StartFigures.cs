using System.Globalization;

namespace SinoRussia.Benchmarks;

/// <summary>What it takes to come up, and to stay: beside an empty Razor Pages app that opens a database with EF, published alike.</summary>
internal static class StartFigures
{
    private const int Rounds = 5;
    private const double StartBudget = 1.5;
    private const double MemoryBudget = 150;

    /// <summary>CPU time from the process's start to its first page.</summary>
    public static bool Start()
    {
        using var reader = Published.Reader();
        using var empty = Published.EmptyApp();
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round <= Rounds; round++) // the first, with a cold file cache, is not counted
        {
            ours.Add(FirstPage(reader));
            theirs.Add(FirstPage(empty));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start to first page: {Median(ours):0} ms of CPU, empty app {Median(theirs):0} ms"));
        return Figures.Report("start to first page, CPU beside an empty app", Median(ours) / Median(theirs), StartBudget, "times");
    }

    /// <summary>Resident memory after a thousand pages.</summary>
    public static bool Memory()
    {
        using var reader = Published.Reader();
        using var server = reader.Start();
        Load.Run(server.Address, Load.Request(server.Address, "/", knownTag: null), 1_000);
        return Figures.Report("resident memory after 1,000 requests", CpuTime.MegabytesOf(server.Processes[0]), MemoryBudget, "MB");
    }

    private static double FirstPage(Published app)
    {
        using var server = app.Start();
        return CpuTime.MicrosecondsOf(server.Processes[0]) / 1000d;
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt(Rounds / 2);
}
