using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Sources;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>Further reading, and all sources of the footnotes.</summary>
[AnonymousPage]
internal sealed class ReadingModel(Edition edition, SiteAddress site) : PageModel
{
    public Edition Edition => edition;

    public string Root => site.Root;

    /// <summary>The sources in bibliography order, each with the footnotes that cite it.</summary>
    public IReadOnlyList<(Source Source, IReadOnlyList<Footnote> Notes)> Sources { get; } =
    [
        .. edition.Sources.All
            .OrderBy(SortKey, StringComparer.InvariantCultureIgnoreCase)
            .Select(source => (source, (IReadOnlyList<Footnote>)[.. edition.Essay.Footnotes.Where(footnote => footnote.Sources.Contains(source))])),
    ];

    public PageHead Head => PageHead.Of(SitePage.Reading(edition), edition.Essay, site);

    public void OnGet() => Response.Headers.CacheControl = "private, no-cache";

    private static string SortKey(Source source) => Alphabetical.KeyOf(Chicago.TextOf(Chicago.Of(source)));
}
