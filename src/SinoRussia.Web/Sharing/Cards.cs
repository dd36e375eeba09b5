using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Sharing;

/// <summary>The drawn cards, each once per content.</summary>
internal sealed class Cards
{
    // Some 30 KB each. Edits leave old ones behind; then all are drawn anew.
    private const int Most = 512;

    private readonly ConcurrentDictionary<string, Lazy<byte[]>> drawn = new(StringComparer.Ordinal);

    public byte[] Draw(Card card)
    {
        if (drawn.Count >= Most)
        {
            drawn.Clear();
        }

        return drawn.GetOrAdd(card.Hash, _ => new Lazy<byte[]>(() => CardRenderer.Paint(card))).Value;
    }
}

/// <summary>Previews of shared links, for the sites that show them.</summary>
internal static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapRead("/cards/{id}/{hash}.png", Answer).WithMetadata(new ForOtherSites());

    // An address of an earlier text leads to the picture of today's.
    private static Results<FileContentHttpResult, RedirectHttpResult, NotFound> Answer(string id, string hash, Essay essay, Cards cards, HttpContext context)
    {
        if (Card.Find(essay, id) is not { } card)
        {
            return TypedResults.NotFound();
        }

        if (hash != card.Hash)
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Redirect($"{context.Request.PathBase}/{card.Path}");
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(cards.Draw(card), "image/png", entityTag: new($"\"{card.Hash}\""));
    }
}
