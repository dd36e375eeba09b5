namespace SinoRussia.Web.Storage;

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
        $"The file reader.db in the data folder is no database of this program{(missing is null ? "" : $", or has lost a part ({missing})")}. Nothing in it was changed. Put the right file in its place, or restore a backup: stop the site and run dotnet SinoRussia.Web.dll restore FILE --overwrite. It is looked at again every few seconds.", IsLasting: true);

    /// <summary>Somebody put another file in its place while it was open.</summary>
    public static readonly StorageProblem Replaced = new(
        "The database was replaced while the site runs. It is opened anew in a few seconds; nothing is saved until then. It is better to stop the site first: dotnet SinoRussia.Web.dll restore FILE.");

    public static StorageProblem Newer(string migration) => new(
        $"The database was made by a newer version of this program (it has {migration}). Run that version, or restore an older backup. Nothing in it was touched.", IsLasting: true);

    public static StorageProblem Of(Exception failure) => SqliteFailures.KindOf(failure) switch
    {
        StorageFailure.DiskFull => Full,
        StorageFailure.ReadOnly => ReadOnly,
        StorageFailure.Locked => Locked,
        StorageFailure.Damaged => Damaged,
        StorageFailure.CannotOpen => new("The database cannot be opened. Look whether the data folder is there, and whether the process may write to it."),
        StorageFailure.DiskError => new("The disk refuses to read or write the database. Look at the system's log; the disk may be failing or full."),
        _ => new("The database answers with an error. The log has it."),
    };
}
