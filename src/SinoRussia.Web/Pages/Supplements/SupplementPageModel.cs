using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The base of the pages beside the essay. An essay without material for one of them does not have that page.</summary>
internal abstract class SupplementPageModel(Essay essay, SiteAddress site) : PageModel
{
    public EssaySupplements Supplements => essay.Supplements;

    public PageHead Head => PageHead.Of(Described, essay, site);

    protected abstract SitePage Described { get; }

    protected abstract bool IsEmpty { get; }

    public IActionResult OnGet()
    {
        if (IsEmpty)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-cache";
        return Page();
    }
}
