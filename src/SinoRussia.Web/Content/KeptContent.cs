using System.IO.Compression;
using SinoRussia.Web.Files;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Content;

/// <summary>A copy of the content files that were last good, so that a restart over a broken edit still has a text to serve.</summary>
/// <param name="path">The file that holds it, in the data folder; it is replaced as a whole.</param>
internal sealed partial class KeptContent(string path, ILogger<KeptContent> logger)
{
    private const int Longest = 100_000_000; // in bytes: all content files at their longest

    /// <summary>The copy in the data folder. What a process left there that was killed while it made one goes, unless another one may be at it.</summary>
    public static KeptContent In(DataFolder data, ILogger<KeptContent> logger)
    {
        if (data.IsServedAlone())
        {
            data.UnfinishedContent.ForEach(Discard);
        }

        return new(data.LastGoodContent, logger);
    }

    /// <summary>The files by their names, or <see langword="null"/> when there is no copy that can be read.</summary>
    public IReadOnlyDictionary<string, byte[]>? Read()
    {
        try
        {
            if (WholeFile.Read(path, Longest) is not { } bytes)
            {
                return null; // nothing was served from this data folder yet
            }

            using var zip = new ZipArchive(new MemoryStream(bytes));
            return zip.Entries.ToDictionary(entry => entry.Name, BytesOf, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            LogUnreadable(path, unreadable.Message);
            return null;
        }
    }

    /// <summary>Keeps these files unless they are kept already. A copy that cannot be made is a line in the log: only a restart over a broken edit misses it.</summary>
    public void Keep(IReadOnlyDictionary<string, byte[]> files)
    {
        if (Read() is { } kept && kept.Count == files.Count && files.All(file => kept.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value)))
        {
            return;
        }

        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!); // at the very first start it is not there yet
            using (var zip = new ZipArchive(PrivateFiles.Create(unfinished), ZipArchiveMode.Create))
            {
                foreach (var (name, bytes) in files)
                {
                    using var entry = zip.CreateEntry(name).Open();
                    entry.Write(bytes);
                }
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            LogNotKept(path, refusal.Message);
            Discard(unfinished);
        }
    }

    private static void Discard(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A folder that takes no file may not let go of one either; it has been said.
        }
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of the last good essay at {Path} cannot be read: {Reason}")]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No copy of this essay can be kept at {Path}, so a restart over a broken edit would have none to serve: {Reason}")]
    private partial void LogNotKept(string path, string reason);
}
