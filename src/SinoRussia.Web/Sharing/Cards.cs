using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Sharing;

/// <summary>The drawn cards, cached by content.</summary>
internal sealed class Cards
{
    // Some 30 KB each. Edits leave old ones behind. When the cache is full, it is emptied.
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

/// <summary>Serves preview images to the sites that show shared links.</summary>
internal static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/cards/{id}/{hash}.png", ReadEndpoints.Methods, Answer).WithMetadata(new ForOtherSites());

    // The address of an old picture redirects to the current one.
    private static Results<FileContentHttpResult, RedirectHttpResult, NotFound> Answer(string id, string hash, Edition edition, Cards cards, HttpContext context)
    {
        if (Card.Find(edition, id) is not { } card)
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
