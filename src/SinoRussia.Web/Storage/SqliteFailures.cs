using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace SinoRussia.Web.Storage;

/// <summary>Why a database operation failed.</summary>
internal enum StorageFailure
{
    Unknown,
    DiskFull,
    ReadOnly,

    /// <summary>By another program.</summary>
    Locked,
    Damaged,
    CannotOpen,
    DiskError,
}

/// <summary>Reads what only SQLite knows about a failure.</summary>
internal static class SqliteFailures
{
    public static StorageFailure KindOf(Exception failure) => CodeOf(failure) switch
    {
        raw.SQLITE_FULL => StorageFailure.DiskFull,
        raw.SQLITE_READONLY => StorageFailure.ReadOnly,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StorageFailure.Locked,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StorageFailure.Damaged,
        raw.SQLITE_CANTOPEN => StorageFailure.CannotOpen,
        raw.SQLITE_IOERR => StorageFailure.DiskError,
        _ => StorageFailure.Unknown,
    };

    /// <summary>Whether the database has rolled back the whole transaction by itself, as SQLite does on a full disk, although the caller has not ended it.</summary>
    public static bool HasRolledBack(DbContext db) => raw.sqlite3_get_autocommit(((SqliteConnection)db.Database.GetDbConnection()).Handle) != 0;

    private static int? CodeOf(Exception? failure) =>
        failure is null ? null : failure is SqliteException sqlite ? sqlite.SqliteErrorCode : CodeOf(failure.InnerException);
}
