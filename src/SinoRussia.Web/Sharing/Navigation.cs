using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>The pages that the bar leads to, in its order. What an essay does not have is not there.</summary>
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

/// <param name="Path">From the site's root, without a slash before it.</param>
internal sealed record NavigationLink(string Path, string Text)
{
    public bool IsAt(PathString path) => path.Equals($"/{Path}", StringComparison.OrdinalIgnoreCase);
}
