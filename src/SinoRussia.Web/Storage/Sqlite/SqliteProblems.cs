using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>What can be wrong with the database file, and what to do about it.</summary>
internal static class SqliteProblems
{
    /// <summary>There was a database, and it is missing.</summary>
    public static readonly StorageProblem Missing = new(
        "The database reader.db is missing from the data folder, or empty, although its keys or backups are there. No new one is made, because readers would then see no notes. If this is the wrong folder or a disk is not mounted, correct that. Otherwise put the database back: stop the site and run dotnet SinoRussia.Web.dll restore FILE. To begin with an empty one, move the folders keys and backups away. The site looks for it every few seconds.");

    /// <summary>The database was open, and the file is gone.</summary>
    public static readonly StorageProblem Gone = new(
        "The database reader.db disappeared from the data folder while the site was running. No new one is made, because readers would then see no notes. Put it back, or mount the disk again: the site looks for it every few seconds. To begin with an empty one, restart the site.");

    /// <summary>Another file replaced the database while it was open.</summary>
    public static readonly StorageProblem Replaced = new(
        "The database was replaced while the site was running. The site opens the new file in a few seconds; nothing is saved until then. It is better to stop the site first: dotnet SinoRussia.Web.dll restore FILE.");

    private static readonly StorageProblem Full = new(
        "The disk is full: readers can save nothing until there is room in the data folder. What was saved before is safe, and the essay is served.");

    private static readonly StorageProblem ReadOnly = new(
        "The database is read-only: readers can save nothing. Give the process the right to write to the data folder and every file in it.");

    private static readonly StorageProblem Locked = new(
        "Another program holds the database locked: readers can save nothing until it releases the lock. Look for a second copy of this program, or a tool that has the file open.");

    private static readonly StorageProblem Damaged = new(
        "The database is damaged. Stop the site, keep the file, and restore a backup: dotnet SinoRussia.Web.dll restore FILE --overwrite.", IsLasting: true);

    /// <summary>The file has other tables, or lacks some of ours.</summary>
    public static StorageProblem NotOurs(string? missing) => new(
        $"The file reader.db in the data folder is not a database of this program{(missing is null ? "" : $", or a part of it is missing ({missing})")}. Nothing in it was changed. Put the right file in its place, or restore a backup: stop the site and run dotnet SinoRussia.Web.dll restore FILE --overwrite. The site checks it again every few seconds.", IsLasting: true);

    public static StorageProblem Newer(string migration) => new(
        $"The database was made by a newer version of this program (it has {migration}). Run that version, or restore an older backup. Nothing in it was changed.", IsLasting: true);

    public static StorageProblem Of(Exception failure) => CodeOf(failure) switch
    {
        raw.SQLITE_FULL => Full,
        raw.SQLITE_READONLY => ReadOnly,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Locked,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged,
        raw.SQLITE_CANTOPEN => new("The database cannot be opened. Check whether the data folder exists and whether the process may write to it."),
        raw.SQLITE_IOERR => new("The disk cannot read or write the database. Check the system's log; the disk may be failing or full."),
        _ => new("The database reports an error. It is in the log."),
    };

    /// <summary>Whether the message of this exception, which goes to the log, contains nothing that a reader wrote.</summary>
    public static bool HasPlainMessage(Exception failure) => failure is SqliteException;

    private static int? CodeOf(Exception? failure) =>
        failure is null ? null : failure is SqliteException sqlite ? sqlite.SqliteErrorCode : CodeOf(failure.InnerException);
}
