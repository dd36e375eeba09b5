namespace SinoRussia.Web.Files;

/// <summary>Reads small files from a folder that other people fill. A folder, a broken link, an endless device or a pipe that never answers
/// gives an error or an empty result, and never blocks.</summary>
internal static class WholeFile
{
    /// <summary>The file's bytes, or <see langword="null"/> if there is nothing with this name.</summary>
    /// <exception cref="IOException">It exists but cannot be read; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not read it.</exception>
    public static byte[]? Read(string path, int longest)
    {
        var file = Target(path);
        if (!file.Exists)
        {
            return !IsInTheWay(path) ? null : throw new IOException(Directory.Exists(path) ? "it is a folder." : "it is a link that leads nowhere.");
        }

        if (file.Length == 0)
        {
            return []; // not opened: pipes and devices have length 0 too, and reading some of them never ends
        }

        using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(longest + 1L, file.Length)];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > longest ? throw new IOException("it is too long.") : bytes[..length];
    }

    /// <summary>If there is no file with this name, whether there is something else: a folder, or a link that leads nowhere.</summary>
    public static bool IsInTheWay(string path) => Directory.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>The target if the path is a link. A link's own date and length say nothing about its target.</summary>
    /// <exception cref="IOException">The links are circular.</exception>
    public static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
    }
}
