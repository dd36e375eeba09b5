using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Hosting;

/// <summary>The stylesheets that every page needs, sent as one file: a file for each concern to those who write them, one
/// request and a third fewer bytes to those who read.</summary>
internal sealed partial class Stylesheet(IWebHostEnvironment environment)
{
    private volatile Sheet? made;

    /// <summary>Where these files (names without their ending, in their order) are as one sheet, from the site's root; another
    /// address for every content.</summary>
    public string PathOf(IReadOnlyList<string> files)
    {
        var sheet = made;
        var isCurrent = sheet is not null && sheet.Files.SequenceEqual(files, StringComparer.Ordinal)
            && !(environment.IsDevelopment() && sheet.Written < Written(files)); // a file may have been edited meanwhile
        if (!isCurrent)
        {
            made = sheet = Make(files);
        }

        return $"css/site.{sheet!.Hash}.css"; // made just now, where there was none
    }

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/css/site.{hash}.css", (string hash, Stylesheet stylesheet, HttpContext context) =>
    {
        if (stylesheet.made is { } sheet)
        {
            return SendAsync(sheet, hash, context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound; // no page has asked for it since the start
        return Task.CompletedTask;
    });

    private static async Task SendAsync(Sheet sheet, string hash, HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var isPacked = request.Accepts("br");
        // A page from before an update asks for what is no more: it gets what there is, and keeps it no longer than it must.
        response.Headers.CacheControl = hash == sheet.Hash ? "max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.ContentType = "text/css; charset=utf-8";
        if (isPacked)
        {
            response.Headers.ContentEncoding = "br";
        }

        await response.BodyWriter.WriteAsync(isPacked ? sheet.Brotli : sheet.Css, context.RequestAborted);
    }

    private Sheet Make(IReadOnlyList<string> files)
    {
        var written = Written(files);
        var css = Encoding.UTF8.GetBytes(Dense(string.Concat(files.Select(ReadText))));
        return new Sheet(files, css, Packing.Brotli(css), Convert.ToHexStringLower(SHA256.HashData(css))[..10], written);
    }

    private DateTimeOffset Written(IReadOnlyList<string> files) => files.Max(file => FileOf(file).LastModified);

    private string ReadText(string file)
    {
        using var text = new StreamReader(FileOf(file).CreateReadStream());
        return text.ReadToEnd();
    }

    private Microsoft.Extensions.FileProviders.IFileInfo FileOf(string file) => environment.WebRootFileProvider.GetFileInfo($"css/{file}.css");

    private static string Dense(string css) =>
        AroundSigns().Replace(WhiteSpace().Replace(Comment().Replace(css, ""), " "), "${sign}").Replace(": ", ":", StringComparison.Ordinal).Replace(";}", "}", StringComparison.Ordinal);

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@" ?(?<sign>[{};,]) ?", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AroundSigns();

    private sealed record Sheet(IReadOnlyList<string> Files, byte[] Css, byte[] Brotli, string Hash, DateTimeOffset Written);
}
