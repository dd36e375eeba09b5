using SinoRussia.Essays.Parsing;
using SinoRussia.Web.Files;

namespace SinoRussia.Web.Content;

/// <summary>The folder with the content files: what is in them, and whether they are other than they were.</summary>
internal sealed class ContentFolder(string path)
{
    private const int Longest = 16_000_000; // in bytes; what is longer is refused before it is in memory

    /// <summary>A file's bytes, or <see langword="null"/> when there is no such file.</summary>
    /// <exception cref="EssayFaultsException">It cannot be read just now.</exception>
    public byte[]? Read(string name)
    {
        try
        {
            return WholeFile.Read(Path.Combine(path, name), Longest);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // taken away since it was looked for
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new EssayFaultsException([new EssayFault(name, 1, $"The file cannot be read: {refusal.Message}")]);
        }
    }

    /// <summary>How the files stand now. Never throws.</summary>
    public Stamp Look() => new([.. EditionParser.Files.Select(Look)]);

    private (string Path, DateTime Made, DateTime Written, long Length) Look(string name)
    {
        try
        {
            var named = Path.Combine(path, name);
            var file = WholeFile.Target(named);
            return file.Exists ? (file.FullName, file.CreationTimeUtc, file.LastWriteTimeUtc, file.Length)
                : WholeFile.IsInTheWay(named) ? (named, default, default, -1)
                : default;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return (name, default, default, -1); // taken away this moment, or links that lead in a circle: reading it says what is wrong
        }
    }
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
