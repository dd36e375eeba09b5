using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Hosting;

/// <summary>Content that is compressed once and sent often.</summary>
internal static class Packing
{
    public static byte[] Brotli(byte[] bytes) => Pack(bytes, target => new BrotliStream(target, CompressionLevel.SmallestSize));

    public static byte[] Gzip(byte[] bytes) => Pack(bytes, target => new GZipStream(target, CompressionLevel.SmallestSize));

    /// <summary>Whether the browser takes this encoding. Browsers name what they take; only a list with qualities needs to be taken apart.</summary>
    public static bool Accepts(this HttpRequest request, string encoding)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase)
            && (!accepted.Contains(';') || (StringWithQualityHeaderValue.TryParseList([accepted], out var wishes)
                && wishes.Any(wish => wish.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && wish.Quality is null or > 0)));
    }

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
        {
            packing.Write(bytes);
        }

        return packed.ToArray();
    }
}
