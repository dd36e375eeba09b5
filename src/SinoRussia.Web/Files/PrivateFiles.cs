namespace SinoRussia.Web.Files;

/// <summary>Creates files and folders with readers' data, which only the process's own user may open.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;

    /// <summary>Creates the folder if it does not exist. An existing one keeps its permissions, because it may belong to someone else.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // permissions are inherited from the user's profile
        }
        else
        {
            Directory.CreateDirectory(path, Folder700);
        }
    }

    /// <summary>Opens a new file for writing, and replaces an existing one.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path); // an old file would keep its permissions
        return new FileStream(path, Options(FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
    }

    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = File600;
        }

        return options;
    }

    /// <summary>Removes all other users' permissions, if the file exists and this process may change it.</summary>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var wanted = Directory.Exists(path) ? Folder700 : File600;
        try
        {
            if ((File.GetUnixFileMode(path) & ~Folder700) != UnixFileMode.None)
            {
                File.SetUnixFileMode(path, wanted);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // It does not exist, or belongs to someone else, who has chosen its permissions.
        }
    }
}
