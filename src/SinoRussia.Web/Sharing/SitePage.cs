using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>A page beside the essay, as link previews and search engines describe it.</summary>
/// <param name="Path">From the site's root, without a leading slash.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Description">What it contains, in a sentence.</param>
internal sealed record SitePage(string Path, string Title, string Description)
{
    public static SitePage Reading(Edition edition) => new(
        "reading", "Reading and sources", $"Further reading on {edition.Essay.Metadata.Title}, and the {edition.Sources.All.Length} sources of this edition.");

    public static SitePage About(Essay essay) => new(
        "about", "About this edition", $"What this edition of {essay.Metadata.Title} is, how it was annotated, and how it treats its readers.");

    public static SitePage Cite(Essay essay) => new("cite", "How to cite", $"References to {essay.Metadata.Title}, its sections, paragraphs and words, in the usual formats.");

    public static SitePage Search(Essay essay) => new("search", "Search", $"Find words in {essay.Metadata.Title} and its footnotes.");

    /// <summary>The page with this path, or <see langword="null"/>.</summary>
    public static SitePage? Find(Edition edition, string path) =>
        SupplementPage.Of(edition).Select(beside => beside.Page).Concat([Reading(edition), About(edition.Essay), Cite(edition.Essay), Search(edition.Essay)]).FirstOrDefault(page => page.Path == path);
}
