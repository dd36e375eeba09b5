using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Reading;

namespace SinoRussia.Web.Pages;

/// <summary>How the page looks: a form, as a page of its own or as what the bar's panel shows.</summary>
internal sealed class SettingsModel : PageModel
{
    public ReadingSettings Current { get; private set; } = ReadingSettings.Default;

    /// <summary>The page the reader came from.</summary>
    public string ReturnTo { get; private set; } = "";

    private bool IsFetch => Request.Headers.XRequestedWith == "fetch";

    public IActionResult OnGet()
    {
        Response.Headers.CacheControl = "private, no-store";
        Current = ReadingSettings.Of(Request);
        ReturnTo = Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == Request.Host.Value && Url.IsLocalUrl(from.PathAndQuery)
            && !from.AbsolutePath.EndsWith("/settings", StringComparison.OrdinalIgnoreCase)
                ? from.PathAndQuery
                : Url.Content("~/");
        return IsFetch ? Partial("_Settings", this) : Page();
    }

    public IActionResult OnPost([FromForm] string? returnTo, [FromForm] bool reset)
    {
        var chosen = reset ? ReadingSettings.Default : ReadingSettings.From(setting => Request.Form[setting.Name]);
        chosen.KeepIn(HttpContext);
        return IsFetch
            ? Content("", "text/html") // the script shows it already
            : new SeeOtherResult(Url.IsLocalUrl(returnTo) ? returnTo : Url.Content("~/"));
    }
}
