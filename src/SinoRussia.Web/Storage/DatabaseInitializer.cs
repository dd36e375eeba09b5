using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Opens the database: checks that it is ours to read, and brings it up to this version.</summary>
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
            await using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite(data.ConnectionString).Options); // past the gate
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

            await db.Annotations.AnyAsync(cancellation); // a header and a list of tables alone do not make a database
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

    /// <summary>Opens what was mended, and closes what has gone.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        CloseIfGone(data, storage);
        if (!storage.IsOpen)
        {
            SqliteConnection.ClearAllPools(); // they may hold a file that is gone
            await TryOpenAsync(cancellation);
        }

        storage.IsShared = !data.IsServedAlone();
        await log.EmptyIfDueAsync(cancellation);
    }

    /// <summary>An open file outlives its name: what was saved in it from then on would be gone with the process.</summary>
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

    // What was locked, full, missing or of a newer version may be mended, and what is open may go.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the site need not wait for it
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure); // whatever it was, it is tried again
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogUnwritable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be looked at; it is tried again")]
    private partial void LogFailed(Exception failure);

    // A file that may only be read needs no migration, and taking the lock for one would write.
    private static async Task MigrateAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            // EF's own lock outlives a process that is killed while it migrates, and the next would wait for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await db.Database.MigrateAsync(cancellation);
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }

    /// <summary>A migration in the file that this program does not know, or <see langword="null"/>.</summary>
    public static async Task<string?> UnknownAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();
}
