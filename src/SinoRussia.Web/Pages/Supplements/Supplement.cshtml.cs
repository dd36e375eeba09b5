using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Supplements;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>A page beside the essay. <see cref="SupplementPage"/> has their addresses; each has a partial view of its own. An essay without material
/// for one of them does not have that page.</summary>
[AnonymousPage]
internal sealed class SupplementModel(Edition edition, SiteAddress site) : PageModel
{
    public Essay Essay => edition.Essay;

    public EssaySupplements Supplements => edition.Essay.Supplements;

    public SupplementPage Beside { get; private set; } = SupplementPage.All[0];

    public string Heading => Beside.Kind switch
    {
        SupplementKind.Introduction => Supplements.Introduction!.Title, // the page is not there without it
        SupplementKind.NoteOnTheText => Supplements.NoteOnTheText!.Title,
        _ => Beside.Page.Title,
    };

    public PageHead Head => PageHead.Of(Beside.Page, edition.Essay, site);

    public IActionResult OnGet()
    {
        var path = Request.Path.Value!.Trim('/'); // routing has matched it, whatever its case
        if (SupplementPage.Of(edition).FirstOrDefault(beside => beside.Page.Path.Equals(path, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return NotFound();
        }

        Beside = found;
        Response.Headers.CacheControl = "private, no-cache";
        return Page();
    }
}
