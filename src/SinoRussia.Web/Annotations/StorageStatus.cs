using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>Whether what readers wrote can be read and saved; and if not, why, in words for whoever runs the site.</summary>
internal sealed partial class StorageStatus(ILogger<StorageStatus> logger)
{
    private volatile StorageProblem? problem;
    private volatile bool isOpen;

    /// <summary>What is wrong, or <see langword="null"/> as far as is known.</summary>
    public StorageProblem? Problem => problem;

    /// <summary>Whether the database may be touched at all.</summary>
    public bool IsOpen => isOpen;

    /// <summary>How often it was opened: what is remembered of one database is not believed of the next.</summary>
    public int Openings { get; private set; }

    public void Open()
    {
        if (problem is not null)
        {
            LogRecovered();
        }

        Openings++;
        isOpen = true;
        problem = null;
    }

    public void Close(StorageProblem why)
    {
        isOpen = false;
        if (problem != why)
        {
            problem = why;
            LogProblem(why.Message);
        }
    }

    /// <summary>Whether another program serves from the same folder.</summary>
    public bool IsShared
    {
        get;
        set
        {
            if (value && !field)
            {
                LogShared();
            }

            field = value;
        }
    }

    /// <summary>Something could not be read or saved. Said once, not at every request.</summary>
    public void Report(Exception failure)
    {
        if (failure is not (StorageClosedException or UnknownReaderException or UnreadableRowException)) // known already, or no fault of the whole
        {
            Tell(StorageProblem.Of(failure), failure);
        }
    }

    /// <summary>Something was saved, so what stood in the way is gone. A file that is damaged in one place can be written in another.</summary>
    public void Saved()
    {
        if (problem is { IsLasting: false })
        {
            problem = null;
            LogRecovered();
        }
    }

    private void Tell(StorageProblem why, Exception failure)
    {
        if (problem is { IsLasting: true } || problem == why)
        {
            return;
        }

        problem = why;
        LogProblemWith(failure, why.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblemWith(Exception failure, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another program uses the same data folder. Each waits for the other's saves; let only one of them run")]
    private partial void LogShared();

    [LoggerMessage(Level = LogLevel.Information, Message = "Readers' notes can be saved again")]
    private partial void LogRecovered();
}

/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="IsLasting">Whether only a person can mend it: a save that goes well elsewhere in the file does not end it.</param>
internal sealed record StorageProblem(string Message, bool IsLasting = false)
{
    private static readonly StorageProblem Full = new(
        "The disk is full: readers can save nothing until there is room in the data folder. What was saved before is safe, and the essay is served.");

    private static readonly StorageProblem ReadOnly = new(
        "The database is read-only: readers can save nothing. Give the process the right to write to the data folder and every file in it.");

    private static readonly StorageProblem Locked = new(
        "Another program holds the database locked: readers can save nothing until it lets go. Look for a second copy of this program, or a tool that has the file open.");

    private static readonly StorageProblem Damaged = new(
        "The database is damaged. Stop the site, keep the file, and restore a backup: dotnet SinoRussia.Web.dll restore FILE --overwrite.", IsLasting: true);

    /// <summary>Nothing can be made or changed in the data folder. The log names it.</summary>
    public static readonly StorageProblem Unwritable = new(
        "The data folder cannot be made or written to: readers' notes can be neither read nor saved. Give the process the right to write there, or set Data:Folder (Data__Folder in the environment) to a folder where it has it. It is tried again every few seconds.");

    /// <summary>There was one, and it is gone.</summary>
    public static readonly StorageProblem Missing = new(
        "The database reader.db is missing from the data folder, or empty, though keys or copies of it are there. None is made in its place, so that nobody is told to have no notes. If this is the wrong folder or a disk is not mounted, mend that; or put the database back: stop the site and run dotnet SinoRussia.Web.dll restore FILE. To begin with an empty one, move the folders keys and backups away. It is looked for every few seconds.");

    /// <summary>It was open, and is gone.</summary>
    public static readonly StorageProblem Gone = new(
        "The database reader.db has gone from the data folder while the site runs. None is made in its place, so that nobody is told to have no notes. Put it back, or mount the disk again: it is looked for every few seconds. To begin with an empty one, start the site anew.");

    /// <summary>It has other tables than ours, or not all of ours.</summary>
    public static StorageProblem NotOurs(string? missing) => new(
        $"The file reader.db in the data folder is no database of this program{(missing is null ? "" : $", or has detached a part ({missing})")}. Nothing in it was changed. Put the right file in its place, or restore a backup: stop the site and run dotnet SinoRussia.Web.dll restore FILE --overwrite. It is looked at again every few seconds.", IsLasting: true);

    /// <summary>Somebody put another file in its place while it was open.</summary>
    public static readonly StorageProblem Replaced = new(
        "The database was replaced while the site runs. It is opened anew in a few seconds; nothing is saved until then. It is better to stop the site first: dotnet SinoRussia.Web.dll restore FILE.");

    public static StorageProblem Newer(string migration) => new(
        $"The database was made by a newer version of this program (it has {migration}). Run that version, or restore an older backup. Nothing in it was touched.", IsLasting: true);

    public static StorageProblem Of(Exception failure) => CodeOf(failure) switch
    {
        SQLitePCL.raw.SQLITE_FULL => Full,
        SQLitePCL.raw.SQLITE_READONLY => ReadOnly,
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => Locked,
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => Damaged,
        SQLitePCL.raw.SQLITE_CANTOPEN => new("The database cannot be opened. Look whether the data folder is there, and whether the process may write to it."),
        SQLitePCL.raw.SQLITE_IOERR => new("The disk refuses to read or write the database. Look at the system's log; the disk may be failing or full."),
        _ => new("The database answers with an error. The log has it."),
    };

    private static int? CodeOf(Exception? failure) =>
        failure is null ? null : failure is SqliteException sqlite ? sqlite.SqliteErrorCode : CodeOf(failure.InnerException);
}

/// <summary>The database may not be touched: it could not be opened, or is none that this version understands.</summary>
internal sealed class StorageClosedException(string message) : DbException(message);

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

/// <summary>Lets nobody at a database that is not open, and sets every connection as durability needs it.</summary>
internal sealed class StorageConnectionInterceptor(DataFolder data, StorageStatus storage) : DbConnectionInterceptor
{
    // FULL: an answer means that the words are on disk. Deleted for good means overwritten, too.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        ThrowIfClosed();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void ThrowIfClosed()
    {
        DatabaseInitializer.CloseIfGone(data, storage);
        if (!storage.IsOpen)
        {
            throw new StorageClosedException(storage.Problem?.Message ?? "The database is not open yet.");
        }
    }
}
