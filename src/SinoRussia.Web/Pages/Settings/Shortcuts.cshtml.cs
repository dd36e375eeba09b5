using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Settings;

/// <summary>The list of keyboard shortcuts: a page, and the dialog that <c>?</c> opens.</summary>
internal sealed class ShortcutsModel : PageModel
{
    /// <summary>Whether our script requests the list, to show it as a dialog over the page.</summary>
    public bool IsFragment => ErrorPages.IsScript(Request);

    public void OnGet() => Response.Headers.Vary = "X-Requested-With";
}
