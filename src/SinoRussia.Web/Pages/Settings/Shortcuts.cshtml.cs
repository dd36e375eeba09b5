using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Settings;

/// <summary>What single keys do; as a page, and as the dialog that <c>?</c> opens.</summary>
internal sealed class ShortcutsModel : PageModel
{
    /// <summary>Our own script asks, and shows it over the page.</summary>
    public bool IsFragment => ErrorPages.IsScript(Request);

    public void OnGet() => Response.Headers.Vary = "X-Requested-With";
}
