using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Looks through the whole database for rows that cannot be read, so that they are named: at start, when one is met, and for /healthz.</summary>
internal sealed partial class RowCheck(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, RowFaults faults, ILogger<RowCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    // Looking takes at most a hundredth of the time, however large the database is and however often it is asked for.
    private const int Share = 100;

    private readonly SemaphoreSlim one = new(1);
    private long endedAt;
    private TimeSpan took;

    /// <summary>Looks if that is long enough ago, or the first one was met since.</summary>
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

    /// <summary>Looks now.</summary>
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
        await Task.Yield(); // the site need not wait for it
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
                return; // the site stops
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

    // Past EF, whose answers leave such rows out.
    private static void Look(SqliteConnection connection, string table, RowRules rules, Dictionary<(string Table, long Row), string> found)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a table of the model
        command.CommandText = $"SELECT rowid, * FROM \"{table}\"";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var columns = rules.For(rows.Handle!); // there is one while it reads
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be looked through for rows that cannot be read ({Reason}); it is tried again")]
    private partial void LogFailed(string reason);
}
