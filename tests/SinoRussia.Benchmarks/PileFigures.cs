using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Benchmarks;

/// <summary>What a great many notes of one reader cost, over a real database.</summary>
internal static class PileFigures
{
    private const int Measured = 10_000;
    private const double Milliseconds = 2_000;
    private const double Megabytes = 100;

    // Linear, with room for a busy machine.
    private const double MostForFiveTimes = 7.5;

    private static readonly int[] Sizes = [0, 1_000, Measured, 50_000];

    /// <summary>Marks brought to an edited essay by what the site runs.</summary>
    public static Task<bool> ReanchorAsync() => OfEachAsync(Sizes, ReanchorAsync, "re-anchoring");

    /// <summary>The same for as many marks as the budget is for.</summary>
    public static Task<bool> ReanchorMeasuredAsync() => OfEachAsync([Measured], ReanchorAsync, "re-anchoring with the database");

    /// <summary>The three files that a reader can take away.</summary>
    public static async Task<bool> ExportAsync() =>
        await OfEachAsync(Sizes, async pile => await Pile.MeasureAsync(() => pile.Get<JsonExport>().WriteAsync(Stream.Null, All(pile), "http://localhost/notes/export.jsonld", CancellationToken.None)), "export.jsonld")
        & await OfEachAsync(Sizes, async pile => await Pile.MeasureAsync(() => pile.Get<MarkdownExport>().WriteAsync(Stream.Null, All(pile), CancellationToken.None)), "export.md")
        & await OfEachAsync(Sizes, async pile => await Pile.MeasureAsync(() => pile.Get<ReaderArchive>().WriteAsync(Stream.Null, DateTimeOffset.UtcNow, CancellationToken.None)), "everything.zip");

    /// <summary>Changes of all of a reader's notes at once.</summary>
    public static async Task<bool> BulkAsync() =>
        await OfEachAsync(Sizes, pile => ChangeAsync(pile, new BulkChange { Colour = HighlightColour.Rose }), "bulk recolour")
        & await OfEachAsync(Sizes, pile => ChangeAsync(pile, new BulkChange { TagsAdded = ["seminar"] }), "bulk tag")
        & await OfEachAsync(Sizes, pile => Pile.MeasureAsync(async () => await pile.Get<ManyAnnotations>().DeleteAsync(await IdsAsync(pile), DateTimeOffset.UtcNow, CancellationToken.None)), "bulk delete");

    /// <summary>A note that was changed very often: a page of its history, and one more save.</summary>
    public static async Task<bool> HistoryAsync()
    {
        var isKept = true;
        foreach (var size in Sizes)
        {
            await using var pile = await Pile.OfAsync(1);
            pile.Enter();
            var id = (await IdsAsync(pile))[0];
            await pile.Get<WriteQueue>().WriteAsync(
                (db, token) => db.Database.ExecuteSqlAsync(
                    $"""
                    WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < {size})
                    INSERT INTO EarlierVersions SELECT Id, v, Colour, 'version ' || v, Tags, CreatedAt FROM n, Annotations WHERE {size} > 0
                    """, token),
                CancellationToken.None,
                areRows: true);
            var notes = pile.Get<AnnotationHistory>();
            await notes.PageAsync(id, 0, 20, CancellationToken.None);
            var (cpu, _) = await Pile.MeasureAsync(async () =>
            {
                for (var k = 0; k < 50; k++)
                {
                    await notes.PageAsync(id, 0, 20, CancellationToken.None);
                }
            });
            isKept &= Figures.Report(string.Create(CultureInfo.InvariantCulture, $"a page of {size:N0} earlier versions, CPU"), cpu / 50, 5, "ms");
        }

        return isKept;
    }

    private static Task<(double Milliseconds, double Megabytes)> ReanchorAsync(Pile pile)
    {
        pile.Edit();
        return Pile.MeasureAsync(() => pile.Get<Reanchoring>().CatchUpAsync(CancellationToken.None));
    }

    private static Task<(double Milliseconds, double Megabytes)> ChangeAsync(Pile pile, BulkChange change) =>
        Pile.MeasureAsync(async () => await pile.Get<ManyAnnotations>().ChangeAsync(await IdsAsync(pile), change, CancellationToken.None));

    private static IAsyncEnumerable<Annotation> All(Pile pile) => pile.Get<AnnotationQueries>().ReadAsync(new NotesFilter(), CancellationToken.None);

    private static async Task<IReadOnlyList<Guid>> IdsAsync(Pile pile) => await All(pile).Select(a => a.Id).ToListAsync(CancellationToken.None);

    private static async Task<bool> OfEachAsync(IReadOnlyList<int> sizes, Func<Pile, Task<(double Milliseconds, double Megabytes)>> measure, string what)
    {
        await using (var warm = await Pile.OfAsync(600))
        {
            warm.Enter();
            await measure(warm); // the compiler's time is not ours: the site is compiled ahead
        }

        var (isKept, ofMeasured) = (true, 0.0);
        foreach (var size in sizes)
        {
            await using var pile = await Pile.OfAsync(size);
            pile.Enter();
            var (cpu, memory) = await measure(pile);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} of {size:N0} notes: {cpu:0} ms of CPU, {memory:0} MB more"));
            if (size == Measured)
            {
                isKept &= Figures.Report($"{what}, CPU", cpu, Milliseconds, "ms") & Figures.Report($"{what}, memory", memory, Megabytes, "MB");
                ofMeasured = cpu;
            }
            else if (size == 5 * Measured)
            {
                isKept &= Figures.Report($"{what}, five times as many", cpu / Math.Max(1, ofMeasured), MostForFiveTimes, "times the CPU");
            }
        }

        return isKept;
    }
}
