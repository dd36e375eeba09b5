using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays.Sources;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Pages.Shown;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Shown;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Me;

/// <summary>Keep my notes: what leads to the reader's notes, and the ways to add to it.</summary>
internal sealed class MeModel(ReaderWays ways, Browsers browsers, Passkeys passkeys, SignIns signIns, ReaderNames names, CurrentReader reader) : MePageModel
{
    public WaysBack Ways { get; private set; } = WaysBack.None;

    /// <summary>Whether there is nothing that could be kept.</summary>
    public bool HasNothing => reader.Id is null;

    public PasskeysSection Passkeys { get; private set; } = new(null, false, []);

    /// <summary>The name under which others see what the reader shows, or <see langword="null"/> if they have none.</summary>
    public By? By { get; private set; }

    /// <summary>What came along from other browsers within a day.</summary>
    public IReadOnlyList<(ReaderJoin Join, JoinUndone Undone)> Joins { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    /// <summary>The result of the last form, or <see langword="null"/>.</summary>
    public string? Done { get; private set; }

    /// <summary>What leads to the notes now, in a sentence or two.</summary>
    public string KeptBy => (HasNothing, Ways.AreThere) switch
    {
        (true, _) => "You have no notes in this browser yet: make a highlight or note first. If you already have notes, bring them here.",
        (_, false) => "Your notes live in this browser only. If you clear the cookies of this site, or stay away for 400 days, you can no longer reach them.",
        _ => $"Your notes are kept by this browser, and also by {Name.Listed(OtherWays())}. Each of them leads to the same notes.",
    };

    /// <summary>The name of a browser. That of this one is known even before it is stored.</summary>
    public string NameOf(KnownBrowser browser) => browser.Name ?? (browser.IsThis ? reader.Browser : null) ?? "A browser";

    /// <summary>Which browsers alone would lead to the notes that this one no longer shows after a join is undone.</summary>
    public string AfterUndoing(JoinUndone undone) =>
        $"Only {OtherBrowsers(undone.OnlyBrowsers.Count)} ({Name.Listed(undone.OnlyBrowsers.Select(NameOf))}) will then show "
        + $"{(undone.Annotations == 1 ? "one of these notes" : $"{undone.Annotations} of these notes")}. If the cookies there are cleared, nobody can reach them any more.";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ShowAsync(cancellation);
        Done = FlashMessage.Take(HttpContext, Path) switch
        {
            { What: "signed-out" } => "That browser is signed out.",
            { What: "passkey-renamed" } => "The passkey has its new name.",
            { What: "passkey-removed" } => "The passkey is removed. Nobody can sign in with it here any more.",
            { What: "signed-out-others" } => "All other browsers are signed out.",
            _ => null,
        };
    }

    public async Task<IActionResult> OnPostSignOutBrowserAsync([FromForm] string? browser, CancellationToken cancellation) =>
        await browsers.EndAsync(browser, cancellation) is { } refusal ? await RefuseAsync(refusal, cancellation) : BackWith(new FlashMessage("signed-out"));

    public async Task<IActionResult> OnPostSignOutOthersAsync(CancellationToken cancellation) =>
        await browsers.EndOthersAsync(cancellation) is { } refusal ? await RefuseAsync(refusal, cancellation) : BackWith(new FlashMessage("signed-out-others"));

    /// <summary>Gives back what came along with a sign-in.</summary>
    /// <param name="sure">Needed only if other browsers alone would lead to some of the notes.</param>
    public async Task<IActionResult> OnPostUndoAsync([FromForm] Guid join, [FromForm] string? sure, CancellationToken cancellation)
    {
        if (await signIns.UndoAsync(join, sure == "yes", cancellation) is { } refusal)
        {
            return await RefuseAsync(refusal, cancellation);
        }

        new FlashMessage("parted").Set(HttpContext);
        return new SeeOtherResult(Url.Content("~/notes"));
    }

    public async Task<IActionResult> OnPostSignOutHereAsync([FromForm] string? sure, CancellationToken cancellation)
    {
        if (await signIns.SignOutAsync(sure == "yes", cancellation) is { } refusal)
        {
            return await RefuseAsync(refusal, cancellation);
        }

        Response.Headers["Clear-Site-Data"] = KeptData.ToClear(Request);
        new FlashMessage("signed-out").Set(HttpContext);
        return ErrorPages.IsScript(Request) ? Content("", "text/html") : new SeeOtherResult(Url.Content("~/notes")); // the script goes there itself, after it has cleared the browser's storage
    }

    /// <summary>Dismisses for good the line among the notes that says that they live in this browser only.</summary>
    public async Task<IActionResult> OnPostDismissHintAsync(CancellationToken cancellation) =>
        await ways.DismissHintAsync(cancellation) is { } refusal ? await RefuseAsync(refusal, cancellation) : new SeeOtherResult(Url.Content("~/notes"));

    private async Task<IActionResult> RefuseAsync(Refusal refusal, CancellationToken cancellation)
    {
        Response.StatusCode = refusal.Status;
        Refusal = refusal;
        if (ErrorPages.IsScript(Request))
        {
            return Partial("_Refusal", refusal);
        }

        await ShowAsync(cancellation);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Ways = await ways.OfReaderAsync(cancellation);
        Passkeys = await PasskeysSection.OfAsync(passkeys, !HasNothing, cancellation);
        By = reader.KnownId is { } known && await names.NameAsync(cancellation) is { } name ? new By(name, NameMark.Of(known)) : null;
        Joins = HasNothing ? [] : await signIns.JoinsAsync(cancellation);
    }

    private IEnumerable<string> OtherWays()
    {
        if (Ways.Passkeys > 0)
        {
            yield return Ways.Passkeys == 1 ? "a passkey" : $"{Ways.Passkeys} passkeys";
        }

        if (Ways.Codes.Count > 0)
        {
            yield return Ways.Codes.Count == 1 ? "a recovery code" : $"{Ways.Codes.Count} recovery codes";
        }

        if (Ways.OtherBrowsers > 0)
        {
            yield return OtherBrowsers(Ways.OtherBrowsers);
        }
    }

    private static string OtherBrowsers(int count) => count == 1 ? "one other browser" : $"{count} other browsers";
}
