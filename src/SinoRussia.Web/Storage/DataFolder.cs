using SinoRussia.Web.Files;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>The folder with everything that must outlive the process: the database and the keys of the readers' cookies.</summary>
internal sealed class DataFolder(DataSettings settings) : IDisposable
{
    private const string ContentCopy = "last-good-content.zip";

    private FileStream? use;
    private FileStream? serving;
    private OpenedFile? database;

    public static DataFolder Of(IConfiguration configuration) => new(configuration.GetSection(DataSettings.Section).Get<DataSettings>() ?? new DataSettings());

    /// <summary>The absolute path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(settings.Folder);

    public string Database => System.IO.Path.Combine(Path, "reader.db");

    /// <summary>If another program has locked the database, SQLite waits for 5 seconds, which is about as long as a reader waits for a page.</summary>
    public string ConnectionString => $"Data Source={Database};Default Timeout=5";

    /// <summary>A copy of the last good content files, for a restart while the content is broken.</summary>
    public string LastGoodContent => System.IO.Path.Combine(Path, ContentCopy);

    /// <summary>Copies of content files that were not completed.</summary>
    public List<string> UnfinishedContent
    {
        get
        {
            try
            {
                return [.. Directory.EnumerateFiles(Path).Where(file => System.IO.Path.GetFileName(file).StartsWith($"{ContentCopy}.", StringComparison.Ordinal))];
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                return []; // the folder is missing or not readable: there is nothing to clean up
            }
        }
    }

    /// <summary>Where backups go by default.</summary>
    public string Backups => System.IO.Path.Combine(Path, "backups");

    public DirectoryInfo Keys => new(System.IO.Path.Combine(Path, "keys"));

    private string ServingFile => System.IO.Path.Combine(Path, ".serving");

    private string UseFile => System.IO.Path.Combine(Path, ".in-use");

    /// <summary>Tells other processes that the database is in use, until this process ends in any way.</summary>
    public void Use()
    {
        try
        {
            use ??= new FileStream(UseFile, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // This only guards against a restore. The site works without it.
        }
    }

    /// <summary>Locks the folder for this process, or returns <see langword="null"/> while the site uses it.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(UseFile, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether no other process serves from this folder. While another does, each call tries again.</summary>
    public bool IsServedAlone()
    {
        try
        {
            serving ??= new FileStream(ServingFile, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true; // a different problem, which is reported elsewhere
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the database file exists and is not empty.</summary>
    public bool HasDatabase() => IsNotEmpty(Database);

    /// <summary>From now on, <see cref="IsDatabaseReplaced"/> compares with the file that is there now.</summary>
    public void HoldDatabase()
    {
        var before = database;
        database = new OpenedFile(Database);
        before?.Dispose();
    }

    /// <summary>Whether another file has replaced the database that was opened.</summary>
    public bool IsDatabaseReplaced() => database?.IsReplaced() is true;

    /// <summary>Whether the database is missing although there was one.</summary>
    public bool HasLostDatabase() => !HasDatabase() && HasTraces();

    /// <summary>Whether the folder has files that only a database in use leaves behind.</summary>
    public bool HasTraces() => IsNotEmpty($"{Database}-wal") || Has(Keys.FullName, "*.xml") || Has(Backups, "*.db") || Has(Path, "reader.db.before-*");

    public void Dispose()
    {
        use?.Dispose();
        serving?.Dispose();
        database?.Dispose();
    }

    /// <exception cref="DataFolderException">The folder cannot be created or written to.</exception>
    public void Prepare()
    {
        var probe = System.IO.Path.Combine(Path, $".probe-{Guid.NewGuid():N}");
        try
        {
            PrivateFiles.CreateFolder(Path);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataFolderException(
                $"The data folder '{Path}' cannot be written to ({refusal.Message}). Set Data:Folder (Data__Folder in the environment) to a folder that can.", refusal);
        }
    }

    /// <summary>Removes other users' access to the files with readers' data, and to the folder if it holds nothing else.</summary>
    public void Restrict()
    {
        foreach (var file in new[] { Database, $"{Database}-wal", $"{Database}-shm", UseFile, ServingFile, LastGoodContent })
        {
            PrivateFiles.Restrict(file);
        }

        PrivateFiles.Restrict(Keys.FullName);
        PrivateFiles.Restrict(Backups);
        if (Directory.EnumerateFileSystemEntries(Path).All(entry => IsOurs(System.IO.Path.GetFileName(entry))))
        {
            PrivateFiles.Restrict(Path);
        }
    }

    /// <summary>Creates an empty database that only this user may open. SQLite gives its other files the same permissions.</summary>
    public void CreateDatabase()
    {
        if (!File.Exists(Database))
        {
            using var empty = PrivateFiles.Create(Database);
        }
    }

    private static bool IsOurs(string name) =>
        name is "keys" or "backups" or ".in-use" or ".serving" || name.StartsWith(ContentCopy, StringComparison.Ordinal) || name.StartsWith("reader.db", StringComparison.Ordinal) || name.StartsWith(".probe-", StringComparison.Ordinal);

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

internal sealed class DataFolderException(string message, Exception inner) : PlainException(message, inner);
