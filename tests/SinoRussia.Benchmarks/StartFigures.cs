using System.Globalization;

namespace SinoRussia.Benchmarks;

/// <summary>CPU time to start, and memory in use, compared with an empty Razor Pages app that opens a database with EF and is published in the same
/// way.</summary>
internal static class StartFigures
{
    private const int Rounds = 5;
    private const double StartBudget = 1.5;
    private const double MemoryBudget = 150;

    /// <summary>CPU time from the start of the process to its first page.</summary>
    public static bool Start()
    {
        using var reader = PublishedApp.Reader();
        using var empty = PublishedApp.EmptyApp();
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round <= Rounds; round++) // the first round, with a cold file cache, is not counted
        {
            ours.Add(FirstPage(reader));
            theirs.Add(FirstPage(empty));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start to first page: {Median(ours):0} ms of CPU, empty app {Median(theirs):0} ms"));
        return Figures.Report("start to first page, CPU compared with an empty app", Median(ours) / Median(theirs), StartBudget, "times");
    }

    /// <summary>Resident memory after a thousand pages.</summary>
    public static bool Memory()
    {
        using var reader = PublishedApp.Reader();
        using var server = reader.Start();
        Load.Run(server.Address, Load.Request(server.Address, "/", knownTag: null), 1_000);
        return Figures.Report("resident memory after 1,000 requests", CpuTime.MegabytesOf(server.Processes[0]), MemoryBudget, "MB");
    }

    private static double FirstPage(PublishedApp app)
    {
        using var server = app.Start();
        return CpuTime.MicrosecondsOf(server.Processes[0]) / 1000d;
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt(Rounds / 2);
}
