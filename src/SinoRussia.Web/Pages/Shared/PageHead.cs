using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>What a page says of itself to browsers, search engines and previews.</summary>
/// <param name="Title">For the window.</param>
internal sealed record PageHead(string Title)
{
    /// <summary>For a preview card; the site's name stands beside it there.</summary>
    public string ShareTitle { get; init; } = Title;

    /// <summary><see langword="null"/> for pages that are a reader's own and not for search engines.</summary>
    public string? Description { get; init; }

    public string? Address { get; init; }

    /// <summary>The picture that sites show with a link, or <see langword="null"/>.</summary>
    public PageCard? Card { get; init; }

    public string? Canonical { get; init; }
}

/// <param name="Address">Absolute, for it is fetched by others.</param>
/// <param name="Alternative">What the picture says.</param>
internal sealed record PageCard(string Address, string Alternative)
{
    public static PageCard Of(Card card, SiteAddress site) => new($"{site.Root}/{card.Path}", card.Alternative);
}
