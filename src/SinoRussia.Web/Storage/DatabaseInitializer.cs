using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Opens the database: checks that this program can read it, and migrates it to the current version.</summary>
internal sealed partial class DatabaseInitializer(DataFolder data, StorageStatus storage, WriteAheadLog log, TimeProvider clock, ILogger<DatabaseInitializer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task TryOpenAsync(CancellationToken cancellation)
    {
        try
        {
            data.Prepare();
            data.Use();
            if (data.HasLostDatabase())
            {
                storage.Close(StorageProblem.Missing);
                return;
            }

            if (storage.Openings > 0 && !data.HasDatabase())
            {
                storage.Close(StorageProblem.Gone);
                return;
            }

            data.CreateDatabase();
            data.Restrict();
            await using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite(data.ConnectionString).Options); // without the interceptor, which refuses until the database is open
            if (await UnknownAsync(db, cancellation) is { } unknown)
            {
                storage.Close(StorageProblem.Newer(unknown));
                return;
            }

            if (await Schema.IsForeignAsync(db, cancellation))
            {
                storage.Close(StorageProblem.NotOurs(null));
                return;
            }

            if (data.HasTraces() && await Schema.IsEmptyAsync(db, cancellation))
            {
                storage.Close(StorageProblem.Missing);
                return;
            }

            await MigrateAsync(db, cancellation);
            if (await Schema.MissingAsync(db, cancellation) is { } missing)
            {
                storage.Close(StorageProblem.NotOurs(missing));
                return;
            }

            await db.Annotations.AnyAsync(cancellation); // a valid header and list of tables do not prove that the data can be read
            data.HoldDatabase();
            storage.Open();
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Close(StorageProblem.Of(failure));
        }
        catch (Exception failure) when (failure is DataFolderException or IOException or UnauthorizedAccessException)
        {
            if (storage.Problem != StorageProblem.Unwritable)
            {
                LogUnwritable(failure.Message);
            }

            storage.Close(StorageProblem.Unwritable);
        }
    }

    /// <summary>Opens a database that has been repaired, and closes one that is gone.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        CloseIfGone(data, storage);
        if (!storage.IsOpen)
        {
            SqliteConnection.ClearAllPools(); // they may hold a file that was deleted
            await TryOpenAsync(cancellation);
        }

        storage.IsShared = !data.IsServedAlone();
        await log.EmptyIfDueAsync(cancellation);
    }

    /// <summary>A deleted file stays open in this process. Anything saved in it would be lost when the process ends.</summary>
    public static void CloseIfGone(DataFolder data, StorageStatus storage)
    {
        if (storage.IsOpen && !data.HasDatabase())
        {
            storage.Close(StorageProblem.Missing);
        }
        else if (storage.IsOpen && data.IsDatabaseReplaced())
        {
            storage.Close(StorageProblem.Replaced);
        }
    }

    // Checks again and again: a database that was locked, full, missing or too new may be repaired, and an open one may disappear.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // do not delay the start of the site
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure); // whatever it was, the loop tries again
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogUnwritable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be checked; trying again")]
    private partial void LogFailed(Exception failure);

    // A read-only file needs no migration, and taking the migration lock would write to it.
    private static async Task MigrateAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            // EF's own lock outlives a process that is killed during a migration, and the next process would wait for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await db.Database.MigrateAsync(cancellation);
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }

    /// <summary>A migration that was applied to the file but is unknown to this program, or <see langword="null"/>.</summary>
    public static async Task<string?> UnknownAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();
}
