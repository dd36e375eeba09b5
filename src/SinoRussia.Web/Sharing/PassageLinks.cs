using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Sharing;

/// <summary>Addresses of words of the essay: the place's own address, and behind it the browser's text fragment where one leads to just these words.</summary>
/// <remarks>Made here alone, for the script, for citations and for whoever asks.</remarks>
internal sealed class PassageLinks
{
    // A page is read once, and forgotten with its edition.
    private readonly ConditionalWeakTable<Edition, PageText> pages = [];

    /// <summary>What is put behind the address of the place, or <see langword="null"/>. Words of a note and of what stands before or after
    /// it get none: beside the text one note at a time is sure to show whole.</summary>
    public string? FragmentOf(Edition edition, Passage passage) => edition.Essay.ElementsIn(passage).ToList() is { Count: > 1 } homes && homes[^1].Kind == ElementKind.Footnote
        ? null
        : TextFragment.Of(pages.GetValue(edition, one => new PageText(one.Essay, PageFrame.Lines(one), new EssayLinks(""))), passage);

    /// <summary>The address of a passage, from the site's root without a slash before it; its first paragraph, heading, caption or note is its place.</summary>
    public string PathOf(Edition edition, Passage passage) =>
        $"{ElementLinks.PathOf(edition.Essay.ElementsIn(passage).First())[1..]}{FragmentOf(edition, passage)}";
}

/// <summary>Addresses of words, for the script.</summary>
internal static class PassageLinkEndpoint
{
    public static void MapPassageLinks(this IEndpointRouteBuilder endpoints) => endpoints.MapRead("/links/{revision}", Answer);

    // A page made from an earlier text counts in that text: its reader gets the place's own address, which the script knows.
    private static Results<ContentHttpResult, NotFound> Answer(string revision, int start, int end, Edition edition, PassageLinks links, HttpContext context)
    {
        var essay = edition.Essay;
        if (revision != essay.Revision || start < 0 || end <= start || end > essay.Text.Length || !essay.ElementsIn(new Passage(start, end)).Any())
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache"; // what stands beside the essay may change without it
        return TypedResults.Text(links.PathOf(edition, new Passage(start, end)));
    }
}
