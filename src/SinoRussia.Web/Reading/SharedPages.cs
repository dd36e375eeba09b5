using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Reading;

/// <summary>On a page model: to everybody who has saved nothing, the page reads the same.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SharedPageAttribute : Attribute;

/// <summary>Serves shared pages to those who have saved nothing from memory: rendered and compressed once per content, never per request.</summary>
internal sealed partial class SharedPages(LiveEssay essay, ILogger<SharedPages> logger)
{
    // A page is some 20 KB in all its encodings. Who invents hosts or cookies only makes us forget and render anew.
    private const int MostPages = 512;

    private readonly ConcurrentDictionary<Key, Page> known = new();

    /// <summary>Answers with a page that is known; goes before all that a known page does not need, and so logs its request itself.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next) =>
        IsForAll(context.Request) && known.TryGetValue(Key.Of(context.Request), out var page) && page.Essay == essay.Current
            ? ServeAsync(context, page)
            : next(context);

    private async Task ServeAsync(HttpContext context, Page page)
    {
        await SendAsync(context, page);
        var route = context.Request.Path.Value ?? "/";
        LogServed(context.Request.Method, route, context.Response.StatusCode);
    }

    /// <summary>Renders a page that is not known yet, and remembers it; goes behind routing, which says whether it is shared.</summary>
    public async Task RememberAsync(HttpContext context, RequestDelegate render)
    {
        if (!IsForAll(context.Request) || context.GetEndpoint()?.Metadata.GetMetadata<SharedPageAttribute>() is null)
        {
            await render(context);
            return;
        }

        var (key, today) = (Key.Of(context.Request), essay.Current);
        if (await RenderAsync(context, render) is { } html)
        {
            if (known.Count >= MostPages)
            {
                known.Clear();
            }

            await SendAsync(context, known[key] = Page.Of(html, today));
        }
    }

    /// <summary>Whether everybody who has saved nothing gets the same answer to this.</summary>
    public static bool IsForAll(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.QueryString.HasValue
        && !ReaderCookie.IsIn(request);

    // The page, or null when something else (an error, a redirect) was answered, and has been sent.
    private static async Task<byte[]?> RenderAsync(HttpContext context, RequestDelegate render)
    {
        var (request, response) = (context.Request, context.Response);
        var (body, method, encodings) = (response.Body, request.Method, request.Headers.AcceptEncoding);
        using var html = new MemoryStream();
        response.Body = html;
        request.Method = HttpMethods.Get;
        request.Headers.Remove(HeaderNames.AcceptEncoding); // nothing below compresses what is compressed here
        try
        {
            await render(context);
        }
        finally
        {
            response.Body = body;
            request.Method = method;
            request.Headers.AcceptEncoding = encodings;
        }

        if (response.StatusCode == StatusCodes.Status200OK && !response.HasStarted)
        {
            return html.ToArray();
        }

        html.Position = 0;
        await html.CopyToAsync(body, context.RequestAborted);
        return null;
    }

    private static async Task SendAsync(HttpContext context, Page page)
    {
        var (request, response) = (context.Request, context.Response);
        var (encoding, bytes) = await page.ForAsync(request);
        var tag = $"\"{page.Hash}{encoding}\"";
        response.Headers.ETag = tag;
        response.Headers.Vary = "Accept-Encoding, Cookie";
        response.Headers.CacheControl = "private, no-cache";
        if (request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RequestMethod} {Route} {StatusCode} from memory")]
    private partial void LogServed(string requestMethod, string route, int statusCode);

    /// <summary>All that a shared page depends on besides the content.</summary>
    private readonly record struct Key(string PathBase, string Path, string Scheme, string Host, string Settings)
    {
        public static Key Of(HttpRequest request) =>
            new(request.PathBase.Value ?? "", request.Path.Value ?? "/", request.Scheme, request.Host.Value ?? "", ReadingSettings.Of(request).Key);
    }

    private sealed record Page(Essay Essay, byte[] Html, Task<byte[]> Brotli, Lazy<byte[]> Gzip, string Hash)
    {
        public static Page Of(byte[] html, Essay essay) => new(
            essay,
            html,
            Task.Run(() => Packing.Brotli(html)), // takes longer than all the rest: nobody who takes gzip waits for it
            new Lazy<byte[]>(() => Packing.Gzip(html)),
            Convert.ToHexStringLower(SHA256.HashData(html))[..20]);

        /// <summary>The smallest that is there and that the browser takes.</summary>
        public async ValueTask<(string? Encoding, byte[] Bytes)> ForAsync(HttpRequest request)
        {
            var takesGzip = request.Accepts("gzip");
            if (request.Accepts("br") && (Brotli.IsCompleted || !takesGzip))
            {
                return ("br", await Brotli);
            }

            return takesGzip ? ("gzip", Gzip.Value) : (null, Html);
        }
    }
}
