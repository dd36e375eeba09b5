using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Shown;

/// <summary>The preview image of a link. It has the marked words and the name, and nothing of the note.</summary>
internal static class ShownCards
{
    public static void MapShownCards(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/n/{token}/card.png", ReadEndpoints.Methods, AnswerAsync).WithMetadata(new ForOtherSites(), new SecretAddressAttribute());

    /// <summary>The card of what a link shows.</summary>
    /// <param name="quotation">The words of its first or only note.</param>
    public static Card Of(Essay essay, ShownReading reading, string quotation) =>
        Card.OfShown(essay, reading.IsReading ? reading.InWords : "", quotation, reading.Name);

    private static async Task<Results<FileContentHttpResult, NotFound, StatusCodeHttpResult>> AnswerAsync(
        string token, ShownNotes shown, ShownMisses misses, Essay essay, Cards cards, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = NotStoredAttribute.CacheControl;
        if (misses.AreTooMany(context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = SecretAddressAttribute.RetryAfter;
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        return await shown.FindAsync(token, context.Connection.RemoteIpAddress, cancellation) is { } reading && await shown.PageAsync(reading, 0, 1, cancellation) is [var first]
            ? TypedResults.Bytes(cards.Draw(Of(essay, reading, NotesFilter.QuotationOf(first, essay))), "image/png")
            : TypedResults.NotFound();
    }
}
