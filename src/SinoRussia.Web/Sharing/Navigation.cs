using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>The pages in the navigation bar, in order. Pages that would be empty for this essay are left out.</summary>
internal sealed class Navigation(Edition edition)
{
    public IReadOnlyList<NavigationLink> All { get; } =
    [
        .. Where(!edition.Essay.Supplements.People.IsEmpty, new("people", "People")),
        .. Where(!edition.Essay.Supplements.Events.IsEmpty, new("timeline", "Timeline")),
        .. Where(!edition.Essay.Supplements.Figures.IsEmpty, new("figures", "Figures")),
        .. Where(!edition.Sources.All.IsEmpty || !edition.Reading.IsEmpty, new("reading", "Reading")),
        new("search", "Search"),
        new("about", "About"),
        new("notes", "My notes"),
    ];

    private static IEnumerable<NavigationLink> Where(bool isThere, NavigationLink link) => isThere ? [link] : [];
}

/// <param name="Path">From the site's root, without a leading slash.</param>
internal sealed record NavigationLink(string Path, string Text)
{
    public bool IsAt(PathString path) => path.Equals($"/{Path}", StringComparison.OrdinalIgnoreCase);
}
