using System.IO.Compression;
using SinoRussia.Web.Files;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Content;

/// <summary>A copy of the last good content files, so that there is a text to serve after a restart while the content is broken.</summary>
/// <param name="path">The file that holds it, in the data folder. It is always replaced as a whole.</param>
internal sealed partial class LastGoodContent(string path, ILogger<LastGoodContent> logger)
{
    private const int Longest = 100_000_000; // in bytes: all content files at their maximum length

    /// <summary>The copy in the data folder. Unfinished copies from killed processes are deleted, unless another process may be writing one.</summary>
    public static LastGoodContent In(DataFolder data, ILogger<LastGoodContent> logger)
    {
        if (data.IsServedAlone())
        {
            data.UnfinishedContent.ForEach(Discard);
        }

        return new(data.LastGoodContent, logger);
    }

    /// <summary>The files by name, or <see langword="null"/> if there is no readable copy.</summary>
    public IReadOnlyDictionary<string, byte[]>? Read()
    {
        try
        {
            if (WholeFile.Read(path, Longest) is not { } bytes)
            {
                return null; // nothing has been served from this data folder yet
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

    /// <summary>Stores these files unless they are already stored. A failure is only logged, because only a restart with broken content needs the copy.</summary>
    public void Keep(IReadOnlyDictionary<string, byte[]> files)
    {
        if (Read() is { } kept && kept.Count == files.Count && files.All(file => kept.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value)))
        {
            return;
        }

        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!); // at the very first start it does not exist yet
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
            // A folder that is not writable may not allow deletion either. The failure has been logged.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The copy of this essay cannot be stored at {Path}, so a restart with broken content would have nothing to serve: {Reason}")]
    private partial void LogNotKept(string path, string reason);
}
