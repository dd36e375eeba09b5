using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Reading;

/// <summary>The folder with the content files: what is in them, and whether they are other than they were.</summary>
internal sealed class ContentFolder(string path)
{
    private const long Longest = 16_000_000; // in bytes; what is longer is refused before it is in memory

    /// <summary>A file's bytes, or <see langword="null"/> when there is no such file.</summary>
    /// <exception cref="EssayFaultsException">It cannot be read just now.</exception>
    public byte[]? Read(string name)
    {
        try
        {
            var file = Target(name);
            return !file.Exists ? null
                : file.Length > Longest ? throw Unreadable(name, "is too long to be an essay's")
                : File.ReadAllBytes(file.FullName);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // taken away since it was looked for
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(name, $"cannot be read: {refusal.Message}");
        }
    }

    /// <summary>How the files stand now. Never throws.</summary>
    public Stamp Look() => new([.. EditionParser.Files.Select(Look)]);

    private (string Path, DateTime Made, DateTime Written, long Length) Look(string name)
    {
        try
        {
            var file = Target(name);
            return file.Exists ? (file.FullName, file.CreationTimeUtc, file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return (name, default, default, -1); // taken away this moment, or links that lead in a circle: reading it says what is wrong
        }
    }

    // A link's own date says nothing of the file that it leads to, and every change of a Kubernetes volume is a change of links.
    private FileInfo Target(string name)
    {
        var file = new FileInfo(Path.Combine(path, name));
        return file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
    }

    private static EssayFaultsException Unreadable(string name, string why) => new([new EssayFault(name, 1, $"The file {why}.")]);
}

/// <summary>By which one state of the content files is told from another.</summary>
/// <remarks>The day a file was made tells a file that replaced another of the same date and length.</remarks>
internal sealed class Stamp((string Path, DateTime Made, DateTime Written, long Length)[] files) : IEquatable<Stamp>
{
    private readonly (string Path, DateTime Made, DateTime Written, long Length)[] files = files;

    public bool Equals(Stamp? other) => other is not null && files.AsSpan().SequenceEqual(other.files);

    public override bool Equals(object? obj) => Equals(obj as Stamp);

    public override int GetHashCode() => files[0].GetHashCode();
}
