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

    public PageHead Head { get; private set; } = new("");

    public abstract string Title { get; }

    protected abstract string Description { get; }

    protected abstract bool IsEmpty { get; }

    public IActionResult OnGet()
    {
        if (IsEmpty)
        {
            return NotFound();
        }

        var address = $"{site.Root}/{Title.ToLowerInvariant()}";
        Head = new PageHead($"{Title} · {essay.Metadata.Title}")
        {
            ShareTitle = Title,
            Description = Description,
            Address = address,
            Card = PageCard.Of(Card.Of(essay), site),
            Canonical = address,
        };
        Response.Headers.CacheControl = "private, no-cache";
        return Page();
    }
}
