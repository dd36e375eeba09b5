using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Sharing;

/// <summary>Links to words of the essay: the address of these words or of their element, followed by a text fragment if one leads to exactly these words.</summary>
/// <remarks>The script and the citations use it too. No other code makes these links.</remarks>
internal sealed class PassageLinks
{
    // Each page text is built once, and dropped together with its edition.
    private readonly ConditionalWeakTable<Edition, PageText> pages = [];

    /// <summary>The fragment to append to the element's address, or <see langword="null"/>. A passage that runs from one element into a
    /// footnote gets none, because in the margin only one note at a time is sure to be shown in full.</summary>
    public string? FragmentOf(Edition edition, Passage passage) => edition.Essay.ElementsIn(passage).ToList() is { Count: > 1 } homes && homes[^1].Kind == ElementKind.Footnote
        ? null
        : TextFragment.Of(pages.GetValue(edition, one => new PageText(one.Essay, PageFrame.Lines(one), new EssayLinks(""))), passage);

    /// <summary>The address of a passage, from the site's root without a leading slash: the page that quotes these words when they are in one
    /// paragraph, else the address of the passage's first element; then the fragment.</summary>
    public string PathOf(Edition edition, Passage passage)
    {
        var home = edition.Essay.ElementsIn(passage).First();
        return $"{ElementLinks.PathOf(home, WordRange.Of(edition.Essay, home, passage))[1..]}{FragmentOf(edition, passage)}";
    }
}

/// <summary>Serves links to words of the essay, for the script.</summary>
internal static class PassageLinkEndpoint
{
    public static void MapPassageLinks(this IEndpointRouteBuilder endpoints) => endpoints.MapMethods("/links/{revision}", ReadEndpoints.Methods, Answer);

    // A page of an earlier revision has other offsets, so it gets none. The script then uses the element's address.
    private static Results<ContentHttpResult, NotFound> Answer(string revision, int start, int end, Edition edition, PassageLinks links, HttpContext context)
    {
        var essay = edition.Essay;
        if (revision != essay.Revision || start < 0 || end <= start || end > essay.Text.Length || !essay.ElementsIn(new Passage(start, end)).Any())
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache"; // the text around the essay can change without a new revision
        return TypedResults.Text(links.PathOf(edition, new Passage(start, end)));
    }
}
