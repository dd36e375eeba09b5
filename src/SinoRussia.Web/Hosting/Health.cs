using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Reading;

namespace SinoRussia.Web.Hosting;

/// <summary>Ready or not, and why.</summary>
internal static class Health
{
    private const string Shared = "Another program uses the same data folder. Each waits for the other's saves; let only one of them run.";

    // The reason names folders of this machine, which are nobody's business outside it.
    private const string BackupFailed = "The scheduled backup failed. The log says why.";

    public static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapRead("/healthz", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        LiveEssay essay, IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, ScheduledBackups backups, Reanchoring marks, ReaderKeys keys, LostReaders lost, RowCheck check, RowFaults rows, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (isReady, lostReaders) = await AskAsync();

        string[] problems =
        [
            .. essay.Faults.Select(fault => fault.ToString()),
            .. new[] { storage.Problem?.Message, storage.IsShared ? Shared : null, rows.Problem, backups.Failure is null ? null : BackupFailed }.OfType<string>(),
            .. keys.Problems(),
            .. lostReaders is null ? Array.Empty<string>() : [lostReaders],
        ];
        return Results.Json(
            new HealthView(
                isReady ? problems.Length == 0 ? "ready" : "degraded" : "not ready",
                essay.Current.Revision,
                marks.Progress is { } progress ? new MarksView(progress.Revision, progress.Done, progress.Total) : null,
                problems),
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

        async Task<(bool IsReady, string? LostReaders)> AskAsync()
        {
            try
            {
                if (await CanReadAsync(databases, storage, cancellation))
                {
                    await check.RunIfDueAsync(cancellation);
                    return (true, await lost.ProblemAsync(cancellation));
                }
            }
            catch (Exception failure) when (WriteQueue.IsStorage(failure))
            {
                storage.Report(failure); // it can be opened, and not be read everywhere
            }

            return (false, null);
        }
    }

    private static async Task<bool> CanReadAsync(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Annotations.AnyAsync(cancellation);
            return storage.Problem is not { IsLasting: true }; // what is damaged in one place may be read in another
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            return false;
        }
    }

    /// <param name="Status"><c>ready</c>; <c>degraded</c> while the essay's last good text stands in for a broken file,
    /// or nothing can be saved; <c>not ready</c> while what readers wrote cannot even be read. The essay itself is served all the same.</param>
    /// <param name="Revision">What is served.</param>
    /// <param name="Marks">How far readers' marks have been brought to it.</param>
    /// <param name="Problems">Each with file and line where it has them.</param>
    private sealed record HealthView(string Status, string Revision, MarksView? Marks, IReadOnlyList<string> Problems);

    private sealed record MarksView(string Revision, int Done, int Total);
}
