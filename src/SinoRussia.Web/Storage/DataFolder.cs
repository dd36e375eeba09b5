using SinoRussia.Web.Files;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Storage;

/// <summary>The folder with what must outlive the process, such as the keys of the readers' cookies, and the database if that is a file.</summary>
internal sealed class DataFolder(DataSettings settings) : IDisposable
{
    private const string ContentCopy = "last-good-content.zip";

    private FileStream? use;
    private FileStream? serving;

    public static DataFolder Of(IConfiguration configuration) => new(configuration.GetSection(DataSettings.Section).Get<DataSettings>() ?? new DataSettings());

    /// <summary>The absolute path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(settings.Folder);

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

    public void Dispose()
    {
        use?.Dispose();
        serving?.Dispose();
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
    /// <param name="database">What the names of the database's files begin with.</param>
    public void Restrict(string database)
    {
        foreach (var file in new[] { UseFile, ServingFile, LastGoodContent })
        {
            PrivateFiles.Restrict(file);
        }

        PrivateFiles.Restrict(Keys.FullName);
        PrivateFiles.Restrict(Backups);
        if (Directory.EnumerateFileSystemEntries(Path).All(entry => IsOurs(System.IO.Path.GetFileName(entry), database)))
        {
            PrivateFiles.Restrict(Path);
        }
    }

    private static bool IsOurs(string name, string database) =>
        name is "keys" or "backups" or ".in-use" or ".serving" || name.StartsWith(ContentCopy, StringComparison.Ordinal) || name.StartsWith(database, StringComparison.Ordinal) || name.StartsWith(".probe-", StringComparison.Ordinal);
}

internal sealed class DataFolderException(string message, Exception inner) : PlainException(message, inner);
