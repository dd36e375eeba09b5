using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>Whether what readers wrote can be read and saved; and if not, why, in words for whoever runs the site.</summary>
internal sealed partial class Storage(ILogger<Storage> logger)
{
    private volatile StorageProblem? problem;
    private volatile bool isOpen;

    /// <summary>What is wrong, or <see langword="null"/> as far as is known.</summary>
    public StorageProblem? Problem => problem;

    /// <summary>Whether the database may be touched at all.</summary>
    public bool IsOpen => isOpen;

    public void Open()
    {
        isOpen = true;
        problem = null;
    }

    public void Close(StorageProblem why)
    {
        isOpen = false;
        Tell(why);
    }

    /// <summary>Something could not be read or saved. Said once, not at every request.</summary>
    public void Report(Exception failure)
    {
        if (failure is not (StorageClosedException or UnknownReaderException)) // the one is known already, the other is no fault of the database
        {
            Tell(StorageProblem.Of(failure));
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

    private void Tell(StorageProblem why)
    {
        if (problem is { IsLasting: true } || problem == why)
        {
            return;
        }

        problem = why;
        LogProblem(why.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Readers' notes can be saved again")]
    private partial void LogRecovered();
}

/// <param name="Message">What is wrong and what to do about it.</param>
/// <param name="IsLasting">Whether only a person can mend it, and a restart must follow.</param>
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
internal sealed class StorageOpening(DataFolder data, Storage storage, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task TryOpenAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite(data.ConnectionString).Options); // past the gate
            if (await UnknownAsync(db, cancellation) is { } unknown)
            {
                storage.Close(StorageProblem.Newer(unknown));
                return;
            }

            await MigrateAsync(db, cancellation);
            storage.Open();
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure))
        {
            storage.Close(StorageProblem.Of(failure));
        }
    }

    // What was locked or full at the start may be free again.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!storage.IsOpen && storage.Problem is not { IsLasting: true })
            {
                await Task.Delay(Pause, clock, stoppingToken);
                await TryOpenAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site stops.
        }
    }

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
        await db.Annotations.AnyAsync(cancellation); // a header alone does not make a database
    }

    /// <summary>A migration in the file that this program does not know, or <see langword="null"/>.</summary>
    public static async Task<string?> UnknownAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>Lets nobody at a database that is not open, and sets every connection as durability needs it.</summary>
internal sealed class StorageGate(Storage storage) : DbConnectionInterceptor
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
        if (!storage.IsOpen)
        {
            throw new StorageClosedException(storage.Problem?.Message ?? "The database is not open yet.");
        }
    }
}
