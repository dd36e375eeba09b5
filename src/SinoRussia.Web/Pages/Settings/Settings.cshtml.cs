using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Settings;

/// <summary>The form for how pages look: a page of its own, and the content of the panel in the bar.</summary>
[NotStored]
internal sealed class SettingsModel : PageModel
{
    private static readonly Refusal NotKept = new(
        "settings-not-kept", "This site needs a cookie to keep your settings, and your browser blocks it. They apply until you leave this page.");

    public ReadingSettings Current { get; private set; } = ReadingSettings.Default;

    /// <summary>The page that the reader came from.</summary>
    public string ReturnTo { get; private set; } = "";

    /// <summary>Why the settings will not last, or <see langword="null"/>.</summary>
    public Refusal? Refusal { get; private set; }

    private bool IsFetch => ErrorPages.IsScript(Request);

    public IActionResult OnGet()
    {
        Current = ReadingSettings.Of(Request);
        ReturnTo = CameFrom();
        return IsFetch ? Partial("_Settings", this) : Page();
    }

    /// <summary>Checks whether the browser kept the first cookie that it was sent, then redirects.</summary>
    public IActionResult OnPostCheckCookie([FromForm] string? returnTo)
    {
        if (Request.Cookies.ContainsKey(ReadingSettings.CookieName))
        {
            return IsFetch ? Content("", "text/html") : RedirectBack(returnTo);
        }

        Refusal = NotKept;
        Response.StatusCode = Refusal.Status;
        ReturnTo = Url.IsLocalUrl(returnTo) ? returnTo : Url.Content("~/");
        return IsFetch ? Partial("_Refusal", Refusal) : Page();
    }

    public IActionResult OnPost([FromForm] string? returnTo, [FromForm] bool reset)
    {
        var chosen = reset ? ReadingSettings.Default : ReadingSettings.From(setting => Request.Form[setting.Name]);
        chosen.KeepIn(HttpContext);
        var check = Request.Cookies.ContainsKey(ReadingSettings.CookieName) ? null : Url.Content("~/settings?handler=CheckCookie");
        if (!IsFetch)
        {
            return check is null || Request.Headers["Sec-Fetch-Mode"] != "navigate" ? RedirectBack(returnTo) : RedirectPreserveMethod(check); // the form has returnTo
        }

        if (check is not null)
        {
            Response.Headers["Cookie-Check"] = check;
        }

        return Content("", "text/html"); // the script has applied it already
    }

    /// <summary>Hides the hint above the text, and returns there.</summary>
    public IActionResult OnPostHideHint()
    {
        ReadingSettings.Of(Request).With("hint", "off").KeepIn(HttpContext);
        return IsFetch ? Content("", "text/html") : RedirectBack(CameFrom());
    }

    private string CameFrom() =>
        Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == Request.Host.Value && Url.IsLocalUrl(from.PathAndQuery)
        && !from.AbsolutePath.EndsWith("/settings", StringComparison.OrdinalIgnoreCase)
            ? from.PathAndQuery
            : Url.Content("~/");

    private SeeOtherResult RedirectBack(string? returnTo) => new(Url.IsLocalUrl(returnTo) ? returnTo : Url.Content("~/"));
}
