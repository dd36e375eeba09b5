using System.Globalization;

namespace SinoRussia.Benchmarks;

/// <summary>The cost of the anonymous page, compared with nginx sending the same bytes; both log one line per request.</summary>
/// <remarks>CPU time of the server's processes, not wall-clock time, because the machine may be busy. The two servers alternate.</remarks>
internal static class ServingFigures
{
    private const int Warming = 20_000;
    private const int Requests = 20_000;
    private const int Rounds = 5;
    private const double Budget = 2.5;

    public static bool Page() => Compare("anonymous page", isKnown: false);

    /// <summary>The answer to a browser that has the newest page.</summary>
    public static bool NotModified() => Compare("304", isKnown: true);

    private static bool Compare(string what, bool isKnown)
    {
        using var reader = PublishedApp.Reader();
        using var site = reader.Start();
        var page = Load.Fetch(site.Address, "/");
        using var nginx = Server.Nginx(page);
        var (ours, theirs) = (RequestTo(site.Address, page.Tag), RequestTo(nginx.Address, Load.Fetch(nginx.Address, "/").Tag));
        Load.Run(site.Address, ours, Warming);
        Load.Run(nginx.Address, theirs, Requests);

        var rounds = new List<(double Ours, double Theirs)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((Cost(site.Processes, site.Address, ours), Cost(nginx.Processes, nginx.Address, theirs)));
        }

        var ratio = rounds.Select(round => round.Ours / round.Theirs).Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {rounds.Min(round => round.Ours):0.0} µs of CPU a request, nginx {rounds.Min(round => round.Theirs):0.0} µs"));
        return Figures.Report($"{what}, CPU compared with nginx", ratio, Budget, "times");

        byte[] RequestTo(Uri address, string tag) => Load.Request(address, "/", isKnown ? tag : null);
    }

    // Microseconds of CPU time per request.
    private static double Cost(IEnumerable<int> processes, Uri address, byte[] request)
    {
        var before = processes.Sum(CpuTime.MicrosecondsOf);
        Load.Run(address, request, Requests);
        return (processes.Sum(CpuTime.MicrosecondsOf) - before) / (double)Requests;
    }
}
