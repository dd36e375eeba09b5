using SinoRussia.Web.Files;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>The folder that holds all that must outlive the process: the database and the keys of the readers' cookies.</summary>
internal sealed class DataFolder(DataSettings settings) : IDisposable
{
    private const string ContentCopy = "last-good-content.zip";

    private FileStream? use;
    private FileStream? serving;
    private OpenedFile? database;

    public static DataFolder Of(IConfiguration configuration) => new(configuration.GetSection(DataSettings.Section).Get<DataSettings>() ?? new DataSettings());

    /// <summary>Its whole path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(settings.Folder);

    public string Database => System.IO.Path.Combine(Path, "reader.db");

    /// <summary>A database that another program holds is waited for as long as somebody will wait for a page, and no longer.</summary>
    public string ConnectionString => $"Data Source={Database};Default Timeout=5";

    /// <summary>The content files that were last good, for a restart over a broken edit.</summary>
    public string LastGoodContent => System.IO.Path.Combine(Path, ContentCopy);

    /// <summary>Copies of content files that were begun and not finished.</summary>
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
                return []; // no folder, or one that may not be looked into: there is nothing to be tidied
            }
        }
    }

    /// <summary>Where copies go unless they are told to go elsewhere.</summary>
    public string Backups => System.IO.Path.Combine(Path, "backups");

    public DirectoryInfo Keys => new(System.IO.Path.Combine(Path, "keys"));

    private string ServingFile => System.IO.Path.Combine(Path, ".serving");

    private string UseFile => System.IO.Path.Combine(Path, ".in-use");

    /// <summary>Says to other processes that the database is in use, until this one ends, however it ends.</summary>
    public void Use()
    {
        try
        {
            use ??= new FileStream(UseFile, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It only guards a restore; the site can do without.
        }
    }

    /// <summary>Has the folder alone, or answers <see langword="null"/> while the site uses it.</summary>
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

    /// <summary>Whether no other program serves from this folder; asked again until it is so.</summary>
    public bool IsServedAlone()
    {
        try
        {
            serving ??= new FileStream(ServingFile, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true; // that is another problem, and is named as such
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the database is there and has something in it.</summary>
    public bool HasDatabase() => IsNotEmpty(Database);

    /// <summary>From now on <see cref="IsDatabaseReplaced"/> means the file that is there at this moment.</summary>
    public void HoldDatabase()
    {
        var before = database;
        database = new OpenedFile(Database);
        before?.Dispose();
    }

    /// <summary>Whether another file has taken the place of the database that was opened.</summary>
    public bool IsDatabaseReplaced() => database?.IsReplaced() is true;

    /// <summary>Whether there is no database although there was one.</summary>
    public bool HasLostDatabase() => !HasDatabase() && HasTraces();

    /// <summary>Whether something lies here that only readers' notes leave behind.</summary>
    public bool HasTraces() => IsNotEmpty($"{Database}-wal") || Has(Keys.FullName, "*.xml") || Has(Backups, "*.db") || Has(Path, "reader.db.before-*");

    public void Dispose()
    {
        use?.Dispose();
        serving?.Dispose();
        database?.Dispose();
    }

    /// <exception cref="DataFolderException">The folder cannot be made or written to.</exception>
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

    /// <summary>Takes the rights that other users of this machine have to what readers wrote, in a folder that holds nothing else.</summary>
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

    /// <summary>Makes an empty database that nobody else may open; SQLite gives its other files the same rights.</summary>
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
            return true; // something is there that may not be looked at
        }
    }
}

internal sealed class DataFolderException(string message, Exception inner) : PlainException(message, inner);
