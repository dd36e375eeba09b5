using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Whether readers' data can be read and saved, and whether the readers can be identified. Not ready while it cannot be read.</summary>
internal sealed class StorageHealth(
    IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, RowCheck check, RowFaults rows, ReaderKeys keys, LostReaders lost) : IHealthCheck
{
    private const string Shared = "Another program uses the same data folder. Each waits for the other's saves; run only one of them.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (isReady, lostReaders) = await AskAsync(cancellationToken); // first, because it may report a problem
        return Health.Found(
            [.. ((string?[])[storage.Problem?.Message, storage.IsShared ? Shared : null, rows.Problem, .. keys.Problems(), lostReaders]).OfType<string>()], isReady);
    }

    private async Task<(bool IsReady, string? LostReaders)> AskAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Annotations.AnyAsync(cancellation);
            if (storage.Problem is { IsLasting: true })
            {
                return (false, null); // a file that is damaged in one place may be readable in another
            }

            await check.RunIfDueAsync(cancellation);
            return (true, await lost.ProblemAsync(cancellation));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            return (false, null);
        }
    }
}
