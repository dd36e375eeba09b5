namespace SinoRussia.Web.Files;

/// <summary>Reads small files that somebody else puts into a folder, whatever they are: a folder, a link that leads nowhere, a device without
/// an end or a pipe that never answers is told in words and waited for by nobody.</summary>
internal static class WholeFile
{
    /// <summary>The file's bytes, or <see langword="null"/> when there is nothing under this name.</summary>
    /// <exception cref="IOException">It is there and cannot be read, and why.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Read(string path, int longest)
    {
        var file = Target(path);
        if (!file.Exists)
        {
            return !IsInTheWay(path) ? null : throw new IOException(Directory.Exists(path) ? "it is a folder." : "it is a link that leads nowhere.");
        }

        if (file.Length == 0)
        {
            return []; // not opened: pipes and devices say so, too, and some have no end
        }

        using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(longest + 1L, file.Length)];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > longest ? throw new IOException("it is too long.") : bytes[..length];
    }

    /// <summary>Where there is no file under this name, whether there is something else: a folder, or a link that leads nowhere.</summary>
    public static bool IsInTheWay(string path) => Directory.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>The file itself where the path is a link. A link's own date and length say nothing of what it leads to.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
    }
}
