using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Benchmarks;

/// <summary>The cost of very many notes of one reader, with a real database.</summary>
internal static class ManyNotesFigures
{
    private const int Measured = 10_000;
    private const double Milliseconds = 2_000;
    private const double Megabytes = 100;

    // Linear growth, with a margin for a busy machine.
    private const double MostForFiveTimes = 7.5;

    private static readonly int[] Sizes = [0, 1_000, Measured, 50_000];

    /// <summary>Re-anchoring of marks after an edit, by the code that the site runs.</summary>
    public static Task<bool> ReanchorAsync() => OfEachAsync(Sizes, ReanchorAsync, "re-anchoring");

    /// <summary>The same, with the number of marks that the budget is for.</summary>
    public static Task<bool> ReanchorMeasuredAsync() => OfEachAsync([Measured], ReanchorAsync, "re-anchoring with the database");

    /// <summary>The three files that a reader can download.</summary>
    public static async Task<bool> ExportAsync() =>
        await OfEachAsync(Sizes, async database => await NotesDatabase.MeasureAsync(() => database.Get<JsonExport>().WriteAsync(Stream.Null, All(database), "http://localhost/notes/export.jsonld", CancellationToken.None)), "export.jsonld")
        & await OfEachAsync(Sizes, async database => await NotesDatabase.MeasureAsync(() => database.Get<MarkdownExport>().WriteAsync(Stream.Null, All(database), CancellationToken.None)), "export.md")
        & await OfEachAsync(Sizes, async database => await NotesDatabase.MeasureAsync(() => database.Get<ReaderArchive>().WriteAsync(Stream.Null, DateTimeOffset.UtcNow, CancellationToken.None)), "everything.zip");

    /// <summary>Bulk changes to all of a reader's notes.</summary>
    public static async Task<bool> BulkAsync() =>
        await OfEachAsync(Sizes, database => ChangeAsync(database, new BulkChange { Colour = HighlightColour.Rose }), "bulk recolour")
        & await OfEachAsync(Sizes, database => ChangeAsync(database, new BulkChange { TagsAdded = ["seminar"] }), "bulk tag")
        & await OfEachAsync(Sizes, database => NotesDatabase.MeasureAsync(async () => await database.Get<ManyAnnotations>().DeleteAsync(await IdsAsync(database), DateTimeOffset.UtcNow, CancellationToken.None)), "bulk delete");

    /// <summary>A note with very many versions: one page of its history, and one more save.</summary>
    public static async Task<bool> HistoryAsync()
    {
        var isMet = true;
        foreach (var size in Sizes)
        {
            await using var database = await NotesDatabase.OfAsync(1);
            database.Enter();
            var id = (await IdsAsync(database))[0];
            await database.Get<WriteQueue>().WriteAsync(
                (db, token) => db.Database.ExecuteSqlAsync(
                    $"""
                    WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < {size})
                    INSERT INTO EarlierVersions SELECT Id, v, Colour, 'version ' || v, Tags, CreatedAt FROM n, Annotations WHERE {size} > 0
                    """, token),
                CancellationToken.None,
                areRows: true);
            var notes = database.Get<AnnotationHistory>();
            await notes.PageAsync(id, 0, 20, CancellationToken.None);
            var (cpu, _) = await NotesDatabase.MeasureAsync(async () =>
            {
                for (var k = 0; k < 50; k++)
                {
                    await notes.PageAsync(id, 0, 20, CancellationToken.None);
                }
            });
            isMet &= Figures.Report(string.Create(CultureInfo.InvariantCulture, $"a page of {size:N0} earlier versions, CPU"), cpu / 50, 5, "ms");
        }

        return isMet;
    }

    private static Task<(double Milliseconds, double Megabytes)> ReanchorAsync(NotesDatabase database)
    {
        database.Edit();
        return NotesDatabase.MeasureAsync(() => database.Get<Reanchoring>().CatchUpAsync(CancellationToken.None));
    }

    private static Task<(double Milliseconds, double Megabytes)> ChangeAsync(NotesDatabase database, BulkChange change) =>
        NotesDatabase.MeasureAsync(async () => await database.Get<ManyAnnotations>().ChangeAsync(await IdsAsync(database), change, DateTimeOffset.UtcNow, CancellationToken.None));

    private static IAsyncEnumerable<Annotation> All(NotesDatabase database) => database.Get<AnnotationQueries>().ReadAsync(new NotesFilter(), CancellationToken.None);

    private static async Task<IReadOnlyList<Guid>> IdsAsync(NotesDatabase database) => await All(database).Select(a => a.Id).ToListAsync(CancellationToken.None);

    private static async Task<bool> OfEachAsync(IReadOnlyList<int> sizes, Func<NotesDatabase, Task<(double Milliseconds, double Megabytes)>> measure, string what)
    {
        await using (var warm = await NotesDatabase.OfAsync(600))
        {
            warm.Enter();
            await measure(warm); // leaves out the JIT compiler, since the site is compiled ahead of time
        }

        var (isMet, ofMeasured) = (true, 0.0);
        foreach (var size in sizes)
        {
            await using var database = await NotesDatabase.OfAsync(size);
            database.Enter();
            var (cpu, memory) = await measure(database);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} of {size:N0} notes: {cpu:0} ms of CPU, {memory:0} MB more"));
            if (size == Measured)
            {
                isMet &= Figures.Report($"{what}, CPU", cpu, Milliseconds, "ms") & Figures.Report($"{what}, memory", memory, Megabytes, "MB");
                ofMeasured = cpu;
            }
            else if (size == 5 * Measured)
            {
                isMet &= Figures.Report($"{what}, five times as many", cpu / Math.Max(1, ofMeasured), MostForFiveTimes, "times the CPU");
            }
        }

        return isMet;
    }
}
