namespace SinoRussia.Web.Hosting;

/// <summary>The folder that holds all that must outlive the process: the database and the keys of the readers' cookies.</summary>
internal sealed class DataFolder(DataSettings settings)
{
    private readonly string path = Path.GetFullPath(settings.Folder);

    public string ConnectionString => $"Data Source={Path.Combine(path, "reader.db")}";

    public DirectoryInfo Keys => new(Path.Combine(path, "keys"));

    /// <exception cref="DataFolderException">The folder cannot be made or written to.</exception>
    public void Prepare()
    {
        var probe = Path.Combine(path, $".probe-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataFolderException(
                $"The data folder '{path}' cannot be written to ({refusal.Message}). Set Data:Folder (Data__Folder in the environment) to a folder that can.", refusal);
        }
    }
}

internal sealed class DataFolderException(string message, Exception inner) : Exception(message, inner);
