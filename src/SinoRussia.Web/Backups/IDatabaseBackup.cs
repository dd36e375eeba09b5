namespace SinoRussia.Web.Backups;

/// <summary>Makes and restores backups of the database, as its engine does it.</summary>
internal interface IDatabaseBackup
{
    /// <summary>Whether this is the database itself, or a link to it. Then it cannot be a backup.</summary>
    bool IsDatabase(string path);

    /// <summary>Makes a consistent copy, also while the site runs. It gets its name only after it has been checked.</summary>
    /// <exception cref="BackupException">Why it could not be made.</exception>
    Task MakeAsync(string file, CancellationToken cancellation);

    /// <summary>Replaces the database with a backup. The current database is kept beside it.</summary>
    /// <returns>Where the previous database is kept, or <see langword="null"/> if there was none.</returns>
    /// <exception cref="BackupException">Why it could not be done. In that case, the database was not changed.</exception>
    Task<string?> RestoreAsync(string file, bool overwrite, DateTimeOffset now, CancellationToken cancellation);
}
