namespace SinoRussia.Web.Files;

/// <summary>Files and folders that hold what readers wrote for themselves alone: nobody but the process's own user may open them.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;

    /// <summary>Makes the folder if it is not there. One that is there keeps its rights: it may be anybody's.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // the user's profile decides
        }
        else
        {
            Directory.CreateDirectory(path, Folder700);
        }
    }

    /// <summary>Opens a new file for writing, in place of any that is there.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path); // an old one would keep its rights
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

    /// <summary>Takes everybody else's rights away, where the file is there and ours to change.</summary>
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
            // Not there, or somebody else's, who gave it the rights that it has.
        }
    }
}
