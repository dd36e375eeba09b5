using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Reading;

/// <summary>On a page model: what it shows of a reader's own is all in the database, and so the page can be kept until that changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReaderPageAttribute : Attribute;

/// <summary>Keeps the essay's page of those who have written something until they write again: rendered and compressed once.</summary>
/// <remarks>Each time the database is asked whether anything changed, for another process may have written. Pages are private and large:
/// they are kept up to a bound, and for a few minutes.</remarks>
internal sealed class ReaderPages : IDisposable
{
    private const long MostBytes = 24 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>Goes behind routing, which says which page it is, and before what compresses.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate render)
    {
        var request = context.Request;
        if ((!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            || request.QueryString.HasValue
            || context.GetEndpoint()?.Metadata.GetMetadata<ReaderPageAttribute>() is null
            || await KeyAsync(context) is not var (key, state))
        {
            await render(context);
            return;
        }

        var page = known.TryGetValue(key, out Kept? kept) && kept!.State.IsAs(state) ? kept.Page : await RenderAsync(context, render, key, state); // no null is kept
        if (page is not null)
        {
            await page.SendAsync(context);
        }
    }

    public void Dispose() => known.Dispose();

    // Which page it is, and all that its content depends on; null for whoever has no cookie that can be read, and while the database cannot be read.
    private static async Task<(Key Key, State State)?> KeyAsync(HttpContext context)
    {
        var (request, services) = (context.Request, context.RequestServices);
        if (services.GetRequiredService<CurrentReader>().KnownId is not { } reader)
        {
            return null;
        }

        try
        {
            var stamp = await services.GetRequiredService<ReaderMarks>().StampAsync(context.RequestAborted);
            var colours = await services.GetRequiredService<ReaderColours>().NamesAsync(context.RequestAborted);
            var encoding = request.Accepts("br") ? "br" : request.Accepts("gzip") ? "gzip" : null;
            return (
                new Key(reader, $"{request.Scheme}://{request.Host}{request.PathBase} {request.Path}", ReadingSettings.Of(request).Key, encoding),
                new State($"{stamp} {string.Join('\n', ColourNames.Colours.Select(colours.Of))}", services.GetRequiredService<Edition>()));
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure))
        {
            return null; // the page says so
        }
    }

    // Null when something else (an error, a redirect, a page without marks) was answered, and has been sent.
    private async Task<PackedPage?> RenderAsync(HttpContext context, RequestDelegate render, Key key, State state)
    {
        using var html = await RenderedPage.RenderAsync(context, render);
        if (!context.Response.IsPage() || context.Response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            await context.Response.SendAsync(html, context.RequestAborted);
            return null;
        }

        var page = Pack(html, key.Encoding);
        known.Remove(key); // what it takes the place of makes room first
        known.Set(key, new Kept(state, page), new MemoryCacheEntryOptions { Size = page.Length, SlidingExpiration = KeptFor });
        return page;
    }

    private static PackedPage Pack(MemoryStream html, string? encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new MemoryStream(),
        })
        {
            html.Position = 0;
            html.CopyTo(packing);
        }

        html.Position = 0;
        var bytes = (encoding is null ? html : packed).ToArray();
        return new PackedPage(encoding, [bytes], $"\"{Convert.ToHexStringLower(SHA256.HashData(html))[..20]}{encoding}\"");
    }

    private sealed record Key(Guid Reader, string Address, string Settings, string? Encoding);

    private sealed record State(string Written, Edition Edition)
    {
        public bool IsAs(State other) => Written == other.Written && ReferenceEquals(Edition, other.Edition);
    }

    private sealed record Kept(State State, PackedPage Page);
}
