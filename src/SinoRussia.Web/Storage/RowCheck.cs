using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Searches the whole database for rows that cannot be read, so that they can be reported: at start, after a query has met one, and for /healthz.</summary>
internal sealed partial class RowCheck(IDbContextFactory<AnnotationsDb> databases, IDatabaseEngine engine, StorageStatus storage, RowFaults faults, ILogger<RowCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    // The check takes at most a hundredth of the time, however large the database is and however often a check is requested.
    private const int Share = 100;

    private readonly SemaphoreSlim one = new(1);
    private long endedAt;
    private TimeSpan took;

    /// <summary>Checks if the last check is long enough ago, or if a query has met the first unreadable row since.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (endedAt == 0 || (faults is { IsMet: true, Problem: null }) || Stopwatch.GetElapsedTime(endedAt) > took * Share)
            {
                await RunAsync(cancellation);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Checks now.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await RunAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // do not delay the start of the site
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (storage.IsOpen)
                {
                    await RunIfDueAsync(stoppingToken);
                }

                await faults.WaitAsync(Pause, stoppingToken);
                await Task.Delay(took * Share > LeastPause ? took * Share : LeastPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return; // the site is shutting down
            }
            catch (Exception failure)
            {
                storage.Report(failure);
                LogFailed(failure.GetType().Name);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        faults.BeginCheck();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        faults.Found(await engine.FindUnreadableRowsAsync(db, cancellation));
        (took, endedAt) = (Stopwatch.GetElapsedTime(began), Stopwatch.GetTimestamp());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be checked for rows that cannot be read ({Reason}); trying again")]
    private partial void LogFailed(string reason);
}
