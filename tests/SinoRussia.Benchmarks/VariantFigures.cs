using System.Globalization;
using System.Text;
using SinoRussia.Web.Readers;

namespace SinoRussia.Benchmarks;

/// <summary>The cost of strangers who invent hosts, settings, cookies and queries, compared with rendering a page without compression.</summary>
/// <remarks>The deployed site with its database: CPU time and resident memory of its process.</remarks>
internal static class VariantFigures
{
    private const int Warming = 300;
    private const int Variants = 400;
    private const int Rounds = 3;
    private const double CpuBudget = 3;
    private const double MemoryBudget = 40;

    public static bool Variant()
    {
        using var reader = PublishedApp.Reader();
        using var site = reader.Start();
        var known = Load.Request(site.Address, "/", knownTag: null);
        Load.Run(site.Address, known, Warming);
        Load.Run(site.Address, Rendered, Warming);
        Load.Run(site.Address, Host, Warming);
        Settle(site);

        var (rendering, kinds) = (new List<double>(), new Dictionary<string, List<double>>(StringComparer.Ordinal));
        var before = CpuTime.MegabytesOf(site.Processes[0]);
        var most = before;
        for (var round = 1; round <= Rounds; round++)
        {
            var first = Warming + (round * Variants);
            rendering.Add(Cost(site, Rendered));
            foreach (var (kind, request) in new (string, Func<int, byte[]>)[]
            {
                ("a new host", Host), ("new settings", Settings), ("a new host with new settings", HostAndSettings), ("a query that means nothing", Query), ("a reader's cookie that is none", Cookie),
            })
            {
                kinds.TryAdd(kind, []);
                kinds[kind].Add(Cost(site, number => request(first + number)));
                most = Math.Max(most, CpuTime.MegabytesOf(site.Processes[0]));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a page rendered and not compressed: {rendering.Min() / 1000:0.0} ms of CPU"));
        var isMet = true;
        foreach (var (kind, costs) in kinds)
        {
            isMet &= Figures.Report($"{kind}, CPU compared with rendering", costs.Zip(rendering, (cost, beside) => cost / beside).Order().ElementAt(Rounds / 2), CpuBudget, "times");
        }

        return isMet & Figures.Report($"memory that {Rounds * kinds.Count * Variants:N0} of them take", most - before, MemoryBudget, "MB");
    }

    // Microseconds of CPU time per request, including background work.
    private static double Cost(Server site, Func<int, byte[]> request)
    {
        var before = CpuTime.MicrosecondsOf(site.Processes[0]);
        Load.Run(site.Address, request, Variants);
        Settle(site);
        return (CpuTime.MicrosecondsOf(site.Processes[0]) - before) / (double)Variants;
    }

    // Waits until the process is idle: less than one tick of CPU time in a tenth of a second.
    private static void Settle(Server site)
    {
        for (var last = -1L; CpuTime.MicrosecondsOf(site.Processes[0]) is var now && now != last; last = now)
        {
            Thread.Sleep(100);
        }
    }

    private static byte[] Rendered(int number) => Get($"/?q=nothing{number}", "reader.example", "", "");

    private static byte[] Host(int number) => Get("/", $"h{number}.example", "", Packed);

    private static byte[] Settings(int number) => Get("/", "reader.example", $"Cookie: look={Look(number)}\r\n", Packed);

    private static byte[] HostAndSettings(int number) => Get("/", $"both{number}.example", $"Cookie: look={Look(number)}\r\n", Packed);

    private static byte[] Query(int number) => Get($"/?from=letter{number}", "reader.example", "", Packed);

    private static byte[] Cookie(int number) => Get("/", "reader.example", $"Cookie: reader=none{number}\r\n", Packed);

    private const string Packed = "Accept-Encoding: gzip, deflate, br, zstd\r\n";

    private static byte[] Get(string path, string host, string cookie, string encodings) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n{encodings}{cookie}\r\n");

    // Each number is another combination of settings, as long as there are more.
    private static string Look(int number)
    {
        var rest = number;
        return ReadingSettings.From(setting =>
        {
            var choice = setting.Choices[rest % setting.Choices.Length];
            rest /= setting.Choices.Length;
            return choice.Value;
        }).Key;
    }
}
