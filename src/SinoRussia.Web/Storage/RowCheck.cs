using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Searches the whole database for rows that cannot be read, so that they can be reported: at start, after a query has met one, and for /healthz.</summary>
internal sealed partial class RowCheck(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, RowFaults faults, ILogger<RowCheck> logger) : BackgroundService
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
        await db.Database.OpenConnectionAsync(cancellation);
        var rules = RowRules.Of(db.Model);
        var found = new Dictionary<(string Table, long Row), string>();
        foreach (var table in rules.Tables)
        {
            cancellation.ThrowIfCancellationRequested();
            Look((SqliteConnection)db.Database.GetDbConnection(), table, rules, found);
        }

        faults.Found(found);
        (took, endedAt) = (Stopwatch.GetElapsedTime(began), Stopwatch.GetTimestamp());
    }

    // Uses SQLite directly, because EF leaves these rows out of its results.
    private static void Look(SqliteConnection connection, string table, RowRules rules, Dictionary<(string Table, long Row), string> found)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the table name comes from the model
        command.CommandText = $"SELECT rowid, * FROM \"{table}\"";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var columns = rules.For(rows.Handle!); // never null while reading
        while (rows.Read())
        {
            for (var i = 1; i < columns.Length; i++)
            {
                if (columns[i] is { } rule && !rule.Allows(rows.Handle!, i))
                {
                    found[(table, rows.GetInt64(0))] = rule.Column;
                    break;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be checked for rows that cannot be read ({Reason}); trying again")]
    private partial void LogFailed(string reason);
}
