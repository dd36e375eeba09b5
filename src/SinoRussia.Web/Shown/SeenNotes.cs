using System.Buffers.Binary;
using System.Security.Cryptography;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>A note that the reader decides to show.</summary>
/// <param name="Version">The version that they saw; <see langword="null"/> where the form does not say it.</param>
internal readonly record struct SeenNote(Guid Id, int? Version)
{
    public static SeenNote Of(Annotation annotation) => new(annotation.Id, annotation.Version);
}

/// <summary>Which notes a page told its reader about, as one value for its form.</summary>
internal static class SeenNotes
{
    private const int Length = 16;

    /// <summary>The same in any order. It differs if another note is among them, if one is missing, or if one was changed.</summary>
    public static string Digest(IEnumerable<SeenNote> notes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> row = stackalloc byte[20]; // the id and the version
        foreach (var (id, version) in notes.OrderBy(note => note.Id))
        {
            id.TryWriteBytes(row);
            BinaryPrimitives.WriteInt32BigEndian(row[16..], version ?? 0);
            hash.AppendData(row);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Length));
    }

    public static string Digest(IEnumerable<Annotation> notes) => Digest(notes.Select(SeenNote.Of));

    /// <summary>Which they are, whatever is in them: for a page on which the reader can change them.</summary>
    public static string DigestOfIds(IEnumerable<Guid> notes) => Digest(notes.Select(id => new SeenNote(id, null)));
}
