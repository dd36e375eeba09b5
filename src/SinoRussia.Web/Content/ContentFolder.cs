using SinoRussia.Essays.Parsing;
using SinoRussia.Web.Files;

namespace SinoRussia.Web.Content;

/// <summary>The folder with the content files: reads them, and detects changes.</summary>
internal sealed class ContentFolder(string path)
{
    private const int Longest = 16_000_000; // in bytes; a longer file is refused before it is read into memory

    /// <summary>A file's bytes, or <see langword="null"/> if there is no such file.</summary>
    /// <exception cref="EssayFaultsException">It cannot be read now.</exception>
    public byte[]? Read(string name)
    {
        try
        {
            return WholeFile.Read(Path.Combine(path, name), Longest);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // deleted since the check
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new EssayFaultsException([new EssayFault(name, 1, $"The file cannot be read: {refusal.Message}")]);
        }
    }

    /// <summary>The current state of the files. Never throws.</summary>
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
            return (name, default, default, -1); // deleted just now, or a circular link: reading it reports what is wrong
        }
    }
}

/// <summary>Identifies one state of the content files.</summary>
/// <remarks>The creation time detects a file that replaced another with the same date and length.</remarks>
internal sealed class Stamp((string Path, DateTime Made, DateTime Written, long Length)[] files) : IEquatable<Stamp>
{
    private readonly (string Path, DateTime Made, DateTime Written, long Length)[] files = files;

    public bool Equals(Stamp? other) => other is not null && files.AsSpan().SequenceEqual(other.files);

    public override bool Equals(object? obj) => Equals(obj as Stamp);

    public override int GetHashCode() => files[0].GetHashCode();
}
