namespace SinoRussia.Web.Pages;

/// <summary>The pages that the bar leads to, in its order. What an essay does not have is not there.</summary>
internal sealed class SiteLinks
{
    public IReadOnlyList<SiteLink> All { get; } =
    [
        new("search", "Search"),
        new("notes", "My notes"),
    ];
}

/// <param name="Path">From the site's root, without a slash before it.</param>
internal sealed record SiteLink(string Path, string Text)
{
    public bool IsAt(PathString path) => path.Equals($"/{Path}", StringComparison.OrdinalIgnoreCase);
}
