using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>About this edition: who owns the essay, how it was annotated, and what is stored about readers.</summary>
[AnonymousPage]
internal sealed class AboutModel(Edition edition, SiteAddress site) : PageModel
{
    public Edition Edition => edition;

    public SourceCounts Counts { get; } = SourceCounts.Of(edition);

    /// <summary>The pages beside the essay; empty for an essay that has nothing beside it.</summary>
    public IReadOnlyList<SitePage> Beside { get; } =
    [
        .. SupplementPage.Of(edition).Select(beside => beside.Page),
        .. edition.Sources.All.IsEmpty && edition.Reading.IsEmpty ? [] : new[] { SitePage.Reading(edition) },
    ];

    public PageHead Head => PageHead.Of(SitePage.About(edition.Essay), edition.Essay, site);

    public void OnGet() => Response.Headers.CacheControl = "private, no-cache";
}
