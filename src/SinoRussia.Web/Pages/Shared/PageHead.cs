using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>What a page tells browsers, search engines and link previews.</summary>
/// <param name="Title">The title of the window.</param>
internal sealed record PageHead(string Title)
{
    /// <summary>The title in link previews, which show the site's name separately.</summary>
    public string ShareTitle { get; init; } = Title;

    /// <summary><see langword="null"/> for a reader's own pages, which search engines must not index.</summary>
    public string? Description { get; init; }

    /// <summary>Whether search engines may list it, if it has a description.</summary>
    public bool IsListed { get; init; } = true;

    public string? Address { get; init; }

    /// <summary>The picture for link previews, or <see langword="null"/>.</summary>
    public PageCard? Card { get; init; }

    public string? Canonical { get; init; }

    /// <summary>The title of a page or a part of the essay, with that of the essay.</summary>
    public static string TitleOf(string part, Essay essay) => $"{part} · {essay.Metadata.Title}";

    public static PageHead Of(SitePage page, Essay essay, SiteAddress site) => new(TitleOf(page.Title, essay))
    {
        ShareTitle = page.Title,
        Description = page.Description,
        Address = $"{site.Root}/{page.Path}",
        Card = PageCard.Of(Sharing.Card.Of(essay, page), site),
        Canonical = $"{site.Root}/{page.Path}",
    };
}

/// <param name="Address">Absolute, because other sites fetch it.</param>
/// <param name="Alternative">The text alternative of the picture.</param>
internal sealed record PageCard(string Address, string Alternative)
{
    public static PageCard Of(Card card, SiteAddress site) => new($"{site.Root}/{card.Path}", card.Alternative);
}
