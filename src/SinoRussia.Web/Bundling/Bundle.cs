using System.Security.Cryptography;
using System.Text;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Bundling;

/// <summary>A file that is made of many. Its address changes with what it is made of; it is made when it is first asked for, so
/// that no page waits for it.</summary>
internal sealed class Bundle(string contentType, string hash, Func<string> make)
{
    // What makes it may change, too: then the same sources are another file.
    private static readonly string Maker = typeof(Bundle).Module.ModuleVersionId.ToString("N");

    private readonly Lazy<(byte[] Text, byte[] Brotli)> made = new(() =>
    {
        var text = Encoding.UTF8.GetBytes(make());
        return (text, Compression.Brotli(text));
    });

    /// <summary>Ten digits that stand for these sources.</summary>
    public static string HashOf(IEnumerable<string> sources) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Maker + string.Concat(sources))))[..10];

    /// <param name="asked">The hash in the address. A page from before an update asks for what is no more: it gets what there is,
    /// which finds the script that this page has already, and keeps it no longer than it must.</param>
    public async Task SendAsync(string asked, HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var isOurs = asked == hash;
        var tag = $"W/\"{hash}{(isOurs ? "" : asked)}\"";
        response.Headers.CacheControl = isOurs ? "max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = tag;
        if (request.Knows(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isPacked = isOurs && request.Accepts("br");
        var (text, brotli) = made.Value;
        var content = isPacked ? brotli : isOurs ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace(hash, asked, StringComparison.Ordinal));
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        if (isPacked)
        {
            response.Headers.ContentEncoding = "br";
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(content, context.RequestAborted);
        }
    }
}
