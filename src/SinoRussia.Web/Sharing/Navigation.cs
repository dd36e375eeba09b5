using SinoRussia.Essays;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Web.Sharing;

/// <summary>The pages in the navigation bar, in order. Pages that would be empty for this essay are left out. The bar has no room for all: "About"
/// leads to the others.</summary>
internal sealed class Navigation(Edition edition)
{
    private static readonly SupplementKind[] InBar = [SupplementKind.People, SupplementKind.Timeline, SupplementKind.Figures];

    public IReadOnlyList<NavigationLink> All { get; } =
    [
        .. SupplementPage.Of(edition).Where(beside => InBar.Contains(beside.Kind)).Select(beside => new NavigationLink(beside.Page.Path, beside.Page.Title)),
        .. Where(!edition.Sources.All.IsEmpty || !edition.Reading.IsEmpty, new("reading", "Reading")),
        new("search", "Search"),
        new("about", "About"),
        new("notes", "My notes"),
    ];

    /// <summary>The paths of these pages and of all others that are the same for everyone.</summary>
    public IEnumerable<string> Paths => All.Select(link => link.Path).Concat(SupplementPage.Of(edition).Select(beside => beside.Page.Path)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<NavigationLink> Where(bool isThere, NavigationLink link) => isThere ? [link] : [];
}

/// <param name="Path">From the site's root, without a leading slash.</param>
internal sealed record NavigationLink(string Path, string Text)
{
    public bool IsAt(PathString path) => path.Equals($"/{Path}", StringComparison.OrdinalIgnoreCase);
}
