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

    public PageHead Head => PageHead.Of(SitePage.About(edition.Essay), edition.Essay, site);

    public void OnGet() => Response.Headers.CacheControl = "private, no-cache";
}
