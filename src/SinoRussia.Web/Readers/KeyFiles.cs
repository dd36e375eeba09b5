using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using SinoRussia.Web.Files;

namespace SinoRussia.Web.Readers;

/// <summary>The files of the keys that readers' cookies are encrypted with, as Data Protection writes them: one key in each.</summary>
/// <remarks>
/// The framework's own repository gives up all keys for one file that is cut. This one leaves out what it cannot read and names it; and what
/// this process has read once it still knows when the file is gone, so that readers notice nothing while it is put back.
/// </remarks>
internal sealed class KeyFiles(DirectoryInfo folder) : IXmlRepository
{
    /// <summary>What to do about files that are missing or cannot be read.</summary>
    public const string PutBack =
        "Put the key files back into the folder keys of the data folder, from a backup of it or out of a copy of the database (README.md says how): they are read at once.";

    private const int Longest = 100_000; // a hundred times a key

    private readonly Dictionary<string, XElement> known = new(StringComparer.Ordinal);

    /// <summary>The names of those that are there and cannot be read.</summary>
    public IReadOnlyList<string> Broken { get; private set; } = [];

    /// <summary>The names of those that this process has read and that are no longer there.</summary>
    public IReadOnlyList<string> Gone { get; private set; } = [];

    /// <summary>By which one state of the folder is told from another.</summary>
    public string Stamp()
    {
        try
        {
            return string.Join('|', Files().Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.GetType().Name;
        }
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (known)
        {
            var broken = new List<string>();
            var there = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in ReadableFiles(broken))
            {
                there.Add(file.Name);
                if (TryRead(file) is { } key)
                {
                    known[file.Name] = key;
                }
                else
                {
                    broken.Add(file.Name);
                }
            }

            Broken = broken;
            Gone = [.. known.Keys.Where(name => !there.Contains(name))];
            return [.. known.Values.DistinctBy(key => $"{key.Name} {key.Attribute("id")?.Value ?? key.ToString()}", StringComparer.Ordinal)];
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        PrivateFiles.CreateFolder(folder.FullName);
        var file = Path.Combine(folder.FullName, $"{friendlyName}.xml");
        using (var stream = PrivateFiles.Create($"{file}.partial"))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true); // a key that a cookie was made with must outlive a power cut
        }

        File.Move($"{file}.partial", file, overwrite: true);
    }

    /// <summary>Whether there is a key in this file that can be read.</summary>
    public static bool HoldsKey(FileInfo file) => TryRead(file) is not null;

    private IEnumerable<FileInfo> Files()
    {
        folder.Refresh();
        return folder.Exists ? folder.EnumerateFiles("*.xml") : [];
    }

    private List<FileInfo> ReadableFiles(List<string> broken)
    {
        try
        {
            return [.. Files()];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            broken.Add(folder.Name);
            return [];
        }
    }

    // Whether a file holds a key is asked of Data Protection itself, with nothing but this file before it.
    private static XElement? TryRead(FileInfo file)
    {
        try
        {
            if (WholeFile.Read(file.FullName, Longest) is not { } bytes)
            {
                return null;
            }

            using var stream = new MemoryStream(bytes);
            var element = XElement.Load(stream);
            return KeyRing.Understands(element) ? element : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }
}
