using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.PageCache;

/// <summary>On a page model: what it shows of a reader's own is all in the database, and so the page can be kept until that changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReaderPageAttribute : Attribute;

/// <summary>Keeps the essay's page of those who have written something until they write again; then, where they have many marks, only
/// what they wrote on is painted and compressed anew, see <see cref="ElementPieces"/>.</summary>
/// <remarks>Each time the database is asked whether anything changed, for another process may have written. Pages are private and large:
/// they are kept up to a bound, and for a few minutes. In pieces they are gzip, the one encoding in which pieces make a whole.</remarks>
internal sealed class ReaderPages : IDisposable
{
    private const long MostBytes = 24 * 1024 * 1024;
    private const int Overhead = 500;

    private static readonly IReadOnlyDictionary<string, MarkedPiece> NoPieces = new Dictionary<string, MarkedPiece>(StringComparer.Ordinal);

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private volatile PlainPieces? plain;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>Goes behind routing, which says which page it is, and before what compresses.</summary>
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
            return (
                new Key(reader, $"{request.Scheme}://{request.Host}{request.PathBase} {request.Path}", ReadingSettings.Of(request).Key, new Accepted(request.Accepts("br"), request.Accepts("gzip"))),
                new State(stamp, string.Join('\n', ColourNames.Colours.Select(colours.Of)), services.GetRequiredService<Edition>()));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return null; // the page says so
        }
    }

    // Null when something else (an error, a redirect, a page without marks) was answered, and has been sent.
    private async Task<PackedPage?> RenderAsync(HttpContext context, RequestDelegate render, Key key, State state)
    {
        var owner = new Owner(key.Reader, context.Request.PathBase.Value ?? "");
        var pieces = new ElementPieces(PlainOf(state.Edition), known.TryGetValue(owner, out KeptPieces? former) && ReferenceEquals(former!.Edition, state.Edition) ? former.Marked : NoPieces); // no null is kept
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
            using var sent = pieces.AreUsed ? new MemoryStream(GzipPiece.Unpack(pieces.Fill(Whole(html).Span))) : html; // not kept, but whole
            await context.Response.SendAsync(sent, context.RequestAborted);
            return null;
        }

        var page = Pack(html, pieces, key.Accepted);
        Keep(key, new Kept(state, page), page.Length);
        Keep(owner, new KeptPieces(state.Edition, pieces.Marked), pieces.Marked.Values.Sum(piece => piece.Size));
        return page;
    }

    // In pieces only where that saves much: together they take about twice the bytes, for each begins to learn what repeats.
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
        known.Remove(key); // what it takes the place of makes room first
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
        public bool IsAs(State other) => Written == other.Written && Colours == other.Colours && ReferenceEquals(Edition, other.Edition);
    }

    private sealed record Kept(State State, PackedPage Page);

    private sealed record Owner(Guid Reader, string PathBase);

    private sealed record KeptPieces(Edition Edition, IReadOnlyDictionary<string, MarkedPiece> Marked);
}
