namespace SinoRussia.Web.Hosting;

/// <summary>The folder that holds all that must outlive the process: the database and the keys of the readers' cookies.</summary>
internal sealed class DataFolder(DataSettings settings) : IDisposable
{
    private FileStream? use;

    /// <summary>Its whole path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(settings.Folder);

    public string Database => System.IO.Path.Combine(Path, "reader.db");

    /// <summary>A database that another program holds is waited for as long as somebody will wait for a page, and no longer.</summary>
    public string ConnectionString => $"Data Source={Database};Default Timeout=5";

    /// <summary>The content files that were last good, for a restart over a broken edit.</summary>
    public string LastGoodContent => System.IO.Path.Combine(Path, "last-good-content.zip");

    /// <summary>Where copies go unless they are told to go elsewhere.</summary>
    public string Backups => System.IO.Path.Combine(Path, "backups");

    public DirectoryInfo Keys => new(System.IO.Path.Combine(Path, "keys"));

    private string UseFile => System.IO.Path.Combine(Path, ".in-use");

    /// <summary>Says to other processes that the database is in use, until this one ends, however it ends.</summary>
    public void Use()
    {
        try
        {
            use ??= new FileStream(UseFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
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
            return new FileStream(UseFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => use?.Dispose();

    /// <exception cref="DataFolderException">The folder cannot be made or written to.</exception>
    public void Prepare()
    {
        var probe = System.IO.Path.Combine(Path, $".probe-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(Path);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataFolderException(
                $"The data folder '{Path}' cannot be written to ({refusal.Message}). Set Data:Folder (Data__Folder in the environment) to a folder that can.", refusal);
        }
    }
}

internal sealed class DataFolderException(string message, Exception inner) : Exception(message, inner);
