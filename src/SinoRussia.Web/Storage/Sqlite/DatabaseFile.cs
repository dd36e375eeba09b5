using SinoRussia.Web.Files;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>The database in the data folder: a file, and those that SQLite and the command restore keep beside it.</summary>
internal sealed class DatabaseFile(DataFolder data) : IDisposable
{
    private const string Name = "reader.db";

    private readonly string path = PathIn(data);
    private OpenedFile? opened;

    /// <summary>If another program has locked the database, SQLite waits for 5 seconds, which is about as long as a reader waits for a page.</summary>
    public string ConnectionString => $"Data Source={path};Default Timeout=5";

    public static string PathIn(DataFolder data) => Path.Combine(data.Path, Name);

    /// <summary>Whether it exists and is not empty.</summary>
    public bool Exists() => IsNotEmpty(path);

    /// <summary>From now on, <see cref="IsReplaced"/> compares with the file that is there now.</summary>
    public void Hold()
    {
        var before = opened;
        opened = new OpenedFile(path);
        before?.Dispose();
    }

    /// <summary>Whether another file has replaced the one that was opened.</summary>
    public bool IsReplaced() => opened?.IsReplaced() is true;

    /// <summary>Whether it is missing although there was one.</summary>
    public bool IsLost() => !Exists() && HasTraces();

    /// <summary>Whether the folder has files that only a database in use leaves behind.</summary>
    public bool HasTraces() => IsNotEmpty($"{path}-wal") || Has(data.Keys.FullName, "*.xml") || Has(data.Backups, "*.db") || Has(data.Path, $"{Name}.before-*");

    /// <summary>Removes other users' access to it, and to the rest of the data folder.</summary>
    public void Restrict()
    {
        foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm" })
        {
            PrivateFiles.Restrict(file);
        }

        data.Restrict(Name);
    }

    /// <summary>Creates an empty one that only this user may open. SQLite gives its other files the same permissions.</summary>
    public void Create()
    {
        if (!File.Exists(path))
        {
            using var empty = PrivateFiles.Create(path);
        }
    }

    public void Dispose() => opened?.Dispose();

    private static bool IsNotEmpty(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    private static bool Has(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, pattern).Any();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return true; // it exists but may not be read, so assume that there is something
        }
    }
}
