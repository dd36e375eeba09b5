using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using SinoRussia.Web.Files;

namespace SinoRussia.Web.Readers;

/// <summary>The files with the keys that encrypt the readers' cookies. Data Protection writes one key to each.</summary>
/// <remarks>
/// The framework's own repository fails for all keys if one file is truncated. This one skips files that it cannot read and reports them. It
/// also keeps every key that it has read in memory, so that readers notice nothing if a file is deleted and then put back.
/// </remarks>
internal sealed class KeyFiles(DirectoryInfo folder) : IXmlRepository
{
    /// <summary>What to do about files that are missing or cannot be read.</summary>
    public const string PutBack =
        "Put the key files back into the folder keys of the data folder, from a backup of that folder or out of a backup of the database (README.md says how). The site reads them at once.";

    private const int Longest = 100_000; // a hundred times the size of a key

    private readonly Dictionary<string, XElement> known = new(StringComparer.Ordinal);

    /// <summary>The names of the files that cannot be read.</summary>
    public IReadOnlyList<string> Broken { get; private set; } = [];

    /// <summary>The names of the files that this process has read and that no longer exist.</summary>
    public IReadOnlyList<string> Gone { get; private set; } = [];

    /// <summary>Changes whenever the files in the folder change.</summary>
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
    /// <exception cref="UnauthorizedAccessException">This process may not write it.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        PrivateFiles.CreateFolder(folder.FullName);
        var file = Path.Combine(folder.FullName, $"{friendlyName}.xml");
        using (var stream = PrivateFiles.Create($"{file}.partial"))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true); // a key must survive a power failure once a cookie was encrypted with it
        }

        File.Move($"{file}.partial", file, overwrite: true);
    }

    /// <summary>Whether the file contains a key that can be read.</summary>
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

    // Data Protection itself decides whether the file contains a key. It gets only this one file.
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
