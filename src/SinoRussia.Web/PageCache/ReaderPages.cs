using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.PageCache;

/// <summary>For a page model that shows of the reader's own data only what is in the database. The page can be cached until that changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReaderPageAttribute : Attribute;

/// <summary>Caches the essay page of readers who have saved something until they save again. After that, if they have many marks, only the
/// elements that they changed are rendered and compressed again, see <see cref="ElementPieces"/>.</summary>
/// <remarks>Each request asks the database whether anything has changed, because another process may have written. These pages are private and
/// large, so they are cached only up to a limit and for a few minutes. Pages in pieces use gzip, the only encoding in which pieces can be joined.</remarks>
internal sealed class ReaderPages : IDisposable
{
    private const long MostBytes = 24 * 1024 * 1024;
    private const int Overhead = 500;

    private static readonly IReadOnlyDictionary<string, MarkedPiece> NoPieces = new Dictionary<string, MarkedPiece>(StringComparer.Ordinal);

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private volatile PlainPieces? plain;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>Runs after routing, which knows which page it is, and before response compression.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate render)
    {
        var request = context.Request;
        if (!request.IsRead()
            || request.QueryString.HasValue
            || context.GetEndpoint()?.Metadata.GetMetadata<ReaderPageAttribute>() is null
            || await KeyAsync(context) is not var (key, state))
        {
            await render(context);
            return;
        }

        var page = known.TryGetValue(key, out Kept? kept) && kept!.State.Matches(state) ? kept.Page : await RenderAsync(context, render, key, state); // no null is ever stored
        if (page is not null)
        {
            await page.SendAsync(context);
        }
    }

    public void Dispose() => known.Dispose();

    // Which page it is, and everything that its content depends on. Null without a readable cookie, or if the database cannot be read.
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
            return (
                new Key(reader, $"{request.Scheme}://{request.Host}{request.PathBase} {request.Path}", ReadingSettings.Of(request).Key, new Accepted(request.Accepts("br"), request.Accepts("gzip"))),
                new State(stamp, string.Join('\n', ColourNames.Colours.Select(colours.Of)), services.GetRequiredService<Edition>()));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return null; // the page reports the problem itself
        }
    }

    // Null if something else (an error, a redirect, a page that must not be cached) was already sent.
    private async Task<PackedPage?> RenderAsync(HttpContext context, RequestDelegate render, Key key, State state)
    {
        var owner = new Owner(key.Reader, context.Request.PathBase.Value ?? "");
        var pieces = new ElementPieces(PlainOf(state.Edition), known.TryGetValue(owner, out KeptPieces? former) && ReferenceEquals(former!.Edition, state.Edition) ? former.Marked : NoPieces); // no null is ever stored
        context.Features.Set(pieces);
        MemoryStream rendered;
        try
        {
            rendered = await RenderedPage.RenderAsync(context, render);
        }
        finally
        {
            context.Features.Set<ElementPieces>(null);
        }

        using var html = rendered;
        if (!context.Response.IsPage() || context.Response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            using var sent = pieces.AreUsed ? new MemoryStream(GzipPiece.Unpack(pieces.Fill(Whole(html).Span))) : html; // not cached, but the gaps are filled
            await context.Response.SendAsync(sent, context.RequestAborted);
            return null;
        }

        var page = Pack(html, pieces, key.Accepted);
        Keep(key, new Kept(state, page), page.Length);
        Keep(owner, new KeptPieces(state.Edition, pieces.Marked), pieces.Marked.Values.Sum(piece => piece.Size));
        return page;
    }

    // Pieces are used only where they save much time: together they take about twice the bytes, because each is compressed without the others.
    private static PackedPage Pack(MemoryStream html, ElementPieces pieces, Accepted accepted)
    {
        var whole = Whole(html);
        if (accepted.Brotli && !pieces.AreUsed)
        {
            return Page("br", Compression.Brotli([whole], Compression.Fastest));
        }

        var packed = pieces.AreUsed ? pieces.Fill(whole.Span) : GzipPiece.Join([GzipPiece.Of(whole.Span)]);
        return accepted.Gzip ? Page("gzip", packed) : Page(null, GzipPiece.Unpack(packed));
    }

    private static ReadOnlyMemory<byte> Whole(MemoryStream html) => html.GetBuffer().AsMemory(0, (int)html.Length);

    private static PackedPage Page(string? encoding, byte[] bytes) =>
        new(encoding, [bytes], $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}{encoding}\"");

    private void Keep(object key, object value, int bytes)
    {
        known.Remove(key); // frees the size of the entry that this replaces
        known.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + Overhead, SlidingExpiration = KeptFor });
    }

    private PlainPieces PlainOf(Edition edition)
    {
        var last = plain;
        return last is not null && ReferenceEquals(last.Edition, edition) ? last : plain = new PlainPieces(edition);
    }

    private sealed record Key(Guid Reader, string Address, string Settings, Accepted Accepted);

    private readonly record struct Accepted(bool Brotli, bool Gzip);

    private sealed record State(ReaderStamp? Written, string Colours, Edition Edition)
    {
        public bool Matches(State other) => Written == other.Written && Colours == other.Colours && ReferenceEquals(Edition, other.Edition);
    }

    private sealed record Kept(State State, PackedPage Page);

    private sealed record Owner(Guid Reader, string PathBase);

    private sealed record KeptPieces(Edition Edition, IReadOnlyDictionary<string, MarkedPiece> Marked);
}
