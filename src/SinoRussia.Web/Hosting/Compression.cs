using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Hosting;

/// <summary>Compresses content for the web.</summary>
internal static class Compression
{
    /// <summary>Brotli's highest quality.</summary>
    public const int Smallest = 11;

    /// <summary>This quality takes about a tenth of the time of rendering the page. <see cref="Smallest"/> takes fifty times as
    /// long and saves a sixth of the bytes.</summary>
    public const int Quick = 5;

    /// <summary>For content that is sent only a few times.</summary>
    public const int Fastest = 1;

    /// <summary>Compresses with the highest quality.</summary>
    public static byte[] Brotli(byte[] bytes) => Brotli([bytes], Smallest);

    public static byte[] Brotli(IEnumerable<ReadOnlyMemory<byte>> pieces, int quality) =>
        Pack(pieces, packed => new BrotliStream(packed, new BrotliCompressionOptions { Quality = quality }, leaveOpen: true));

    public static byte[] Gzip(IEnumerable<ReadOnlyMemory<byte>> pieces) =>
        Pack(pieces, packed => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true));

    /// <summary>Whether the browser accepts this encoding. Usually the header is a plain list; it is only parsed if it contains qualities.</summary>
    public static bool Accepts(this HttpRequest request, string encoding)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase)
            && (!accepted.Contains(';') || (StringWithQualityHeaderValue.TryParseList([accepted], out var values)
                && values.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is null or > 0)));
    }

    private static byte[] Pack(IEnumerable<ReadOnlyMemory<byte>> pieces, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
        {
            foreach (var piece in pieces)
            {
                packing.Write(piece.Span);
            }
        }

        return packed.ToArray();
    }
}
