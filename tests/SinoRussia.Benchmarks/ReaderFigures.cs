using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SinoRussia.Essays;
using SinoRussia.Web.Content;

namespace SinoRussia.Benchmarks;

/// <summary>The cost of readers with many notes, compared with a reader without notes: CPU time of the site's process, alternating in one
/// run.</summary>
internal static class ReaderFigures
{
    private const int Rounds = 5;

    // CPU time is counted in steps of ten milliseconds. A page from memory takes a few, so many requests are measured together.
    private const int AgainFactor = 20;
    private const int SavesInRound = 40;

    // The answer shows the paragraph with all its marks, so marks in the same paragraph make it longer. Only marks elsewhere show what unrelated
    // marks cost.
    private const string Elsewhere = "10000 in other paragraphs";

    private static readonly int[] Counts = [0, 1_000, 10_000, 50_000];

    /// <summary>The essay's page, right after a save and when it is requested again.</summary>
    public static async Task<bool> PageAsync()
    {
        using var program = PublishedApp.Reader();
        using var site = program.Start();
        var essay = TheEssay();
        var readers = await ReadersAsync(site, essay);
        using var overlaps = await MarkedReader.WithOverlapsAsync(site, essay, 2_400);
        readers.Add(("2,400 over each other", overlaps));

        var figures = readers.ToDictionary(reader => reader.Name, _ => new List<(double Fresh, double Again)>(), StringComparer.Ordinal);
        var bytes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, reader) in readers)
            {
                var times = round == 0 ? 30 : name == "0" ? 20 : 4; // the first round is a warm-up
                Task SaveAsync(int i) => reader.SaveAsync(100 + ((round * 1000) + (i * 37)));
                var both = await reader.CpuOfAsync(times, async i =>
                {
                    await SaveAsync(i);
                    bytes[name] = await reader.GetAsync("/");
                });
                var saving = await reader.CpuOfAsync(times, SaveAsync);
                await reader.GetAsync("/");
                figures[name].Add((both - saving, await reader.CpuOfAsync(times * AgainFactor, async _ => await reader.GetAsync("/"))));
            }
        }

        var none = figures["0"];
        Console.WriteLine("notes                  after a save, ms    again, ms     KB packed");
        foreach (var (name, _) in readers)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{Median(figures[name], f => f.Fresh),12:0.0}{Median(figures[name], f => f.Again),16:0.0}{bytes[name] / 1024d,14:0}"));
        }

        return Report("1000", 1.5) & Report("10000", 4);

        bool Report(string name, double budget) =>
            Figures.Report($"the page after a save with {name} notes compared with none", Median(figures[name], f => f.Fresh) / Median(none, f => f.Fresh), budget, "times")
            & Figures.Report($"the page again with {name} notes compared with none", Median(figures[name], f => f.Again) / Median(none, f => f.Again), budget, "times");
    }

    /// <summary>One save by script, and the other pages that show notes.</summary>
    public static async Task<bool> SaveAnswerAsync()
    {
        using var program = PublishedApp.Reader();
        using var site = program.Start();
        var essay = TheEssay();
        var readers = await ReadersAsync(site, essay);
        using var elsewhere = await MarkedReader.WithNotesAsync(site, essay, 10_000, essay.Text.Length / 3);
        readers.Add((Elsewhere, elsewhere));
        var acts = new (string Name, Func<MarkedReader, int, Task<int>> Act)[]
        {
            ("one save by script", (reader, i) => reader.SaveAsync(essay.Text.Length / 2 + (i * 13))),
            ("/p/p20/notes", (reader, _) => reader.GetAsync("/p/p20/notes")),
            ("/notes", (reader, _) => reader.GetAsync("/notes")),
            ("/search?q=treaty", (reader, _) => reader.GetAsync("/search?q=treaty")),
        };
        var isMet = true;
        foreach (var (name, act) in acts)
        {
            var rounds = readers.ToDictionary(reader => reader.Name, _ => new List<double>(), StringComparer.Ordinal);
            var bytes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var (count, reader) in readers)
                {
                    rounds[count].Add(await reader.CpuOfAsync(name.StartsWith("one", StringComparison.Ordinal) ? SavesInRound : 4, async i => bytes[count] = await act(reader, (round * SavesInRound) + i)));
                }
            }

            Console.WriteLine($"{name}: {string.Join(", ", readers.Select(reader => string.Create(CultureInfo.InvariantCulture, $"{reader.Name} notes {Middle(rounds[reader.Name]):0.0} ms {bytes[reader.Name] / 1024d:0} KB")))}");
            if (name.StartsWith("one", StringComparison.Ordinal))
            {
                isMet = Report("10000") & Report(Elsewhere);

                bool Report(string count) => Figures.Report($"a save with {count} notes compared with one with none", Middle(rounds[count]) / Middle(rounds["0"]), 1.5, "times");
            }
        }

        return isMet;
    }

    private static Essay TheEssay() => new LiveEssay(Path.Combine(AppContext.BaseDirectory, "content"), NullLogger<LiveEssay>.Instance).Current;

    private static async Task<List<(string Name, MarkedReader Reader)>> ReadersAsync(Server site, Essay essay)
    {
        var readers = new List<(string, MarkedReader)>();
        foreach (var count in Counts)
        {
            readers.Add(($"{count}", await MarkedReader.WithNotesAsync(site, essay, count)));
        }

        return readers;
    }

    private static double Median(List<(double Fresh, double Again)> rounds, Func<(double Fresh, double Again), double> which) => Middle([.. rounds.Select(which)]);

    private static double Middle(List<double> rounds) => rounds.Skip(1).Order().ElementAt(Rounds / 2);
}
