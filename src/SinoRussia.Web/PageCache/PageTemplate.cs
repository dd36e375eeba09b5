using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>A page rendered for everyone, with gaps for the host and the settings of a single request.</summary>
internal sealed class PageTemplate
{
    private enum Gap
    {
        None,
        Origin,
        Attributes,
        DefaultFace,
    }

    private static readonly PageMarkers Markers = PageMarkers.Instance;

    private static readonly Regex Marker = new(
        $"({Regex.Escape(Markers.Origin)}|{Markers.Attributes}|{Markers.DefaultFace})", RegexOptions.CultureInvariant);

    private readonly ImmutableArray<(Gap Gap, byte[] Text)> parts;
    private readonly string hash;

    private PageTemplate(ImmutableArray<(Gap Gap, byte[] Text)> parts, string hash) => (this.parts, this.hash) = (parts, hash);

    /// <summary>In bytes.</summary>
    public int Size => parts.Sum(part => part.Text.Length);

    /// <summary>Splits a page at its markers. Returns <see langword="null"/> if something changed a marker while the page was rendered.</summary>
    public static PageTemplate? Parse(ReadOnlySpan<byte> html)
    {
        var found = ImmutableArray.CreateBuilder<(Gap, byte[])>();
        var isForDefaultFace = false;
        foreach (var piece in Marker.Split(Encoding.UTF8.GetString(html)))
        {
            if (piece == Markers.DefaultFace)
            {
                isForDefaultFace = !isForDefaultFace;
            }
            else if (piece == Markers.Origin || piece == Markers.Attributes)
            {
                found.Add((piece == Markers.Origin ? Gap.Origin : Gap.Attributes, []));
            }
            else if (PageMarkers.IsIn(piece))
            {
                return null;
            }
            else if (piece.Length > 0)
            {
                found.Add((isForDefaultFace ? Gap.DefaultFace : Gap.None, Encoding.UTF8.GetBytes(piece)));
            }
        }

        // Markers are random, so only the text between them is hashed. So the same page has the same tag after a restart.
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (gap, text) in found)
        {
            sum.AppendData([(byte)gap]);
            sum.AppendData(text);
        }

        return new PageTemplate(found.ToImmutable(), Convert.ToHexStringLower(sum.GetHashAndReset()));
    }

    /// <summary>The page for one request, in pieces.</summary>
    /// <param name="origin">Scheme and host, such as <c>https://reader.example</c>.</param>
    public ImmutableArray<ReadOnlyMemory<byte>> Fill(string origin, ReadingSettings settings)
    {
        var (host, attributes) = (Encoding.UTF8.GetBytes(origin), Encoding.UTF8.GetBytes(settings.Attributes));
        return
        [
            .. parts.Where(part => part.Gap != Gap.DefaultFace || settings.HasDefaultFace).Select(part => (ReadOnlyMemory<byte>)(part.Gap switch
            {
                Gap.Origin => host,
                Gap.Attributes => attributes,
                _ => part.Text,
            })),
        ];
    }

    /// <summary>A weak entity tag that differs whenever the content of the page differs. It does not depend on the encoding.</summary>
    public string TagFor(string origin, ReadingSettings settings) =>
        $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash} {origin} {settings.Key}")))[..24]}\"";
}
