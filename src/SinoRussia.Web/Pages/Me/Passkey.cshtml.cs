using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Me;

/// <summary>One of the reader's passkeys: gives it another name, or removes it.</summary>
internal sealed class PasskeyModel(Passkeys passkeys, ReaderWays ways) : MePageModel
{
    /// <summary>How much the field takes: a name that is too long can be shortened there.</summary>
    public const int LongestField = 10 * Passkeys.LongestName;

    /// <summary><see langword="null"/> if it is not in the list any more.</summary>
    public Passkey? Passkey { get; private set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>The name in the form.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether nothing else leads to the reader's notes from another browser.</summary>
    public bool IsOnlyWayBack { get; private set; }

    /// <param name="passkey">Empty in an address that names none: no passkey has this id.</param>
    public async Task<IActionResult> OnGetAsync([FromQuery] Guid passkey, CancellationToken cancellation) =>
        await FindAsync(passkey, cancellation) ? Page() : Refuse(Refusal.PasskeyGone);

    public async Task<IActionResult> OnPostRenameAsync([FromQuery] Guid passkey, [FromForm] string? name, CancellationToken cancellation) =>
        await AnswerAsync(passkey, "passkey-renamed", await passkeys.RenameAsync(passkey, name, cancellation), name ?? "", cancellation);

    /// <param name="sure">Needed only where nothing else leads to the notes.</param>
    public async Task<IActionResult> OnPostRemoveAsync([FromQuery] Guid passkey, [FromForm] string? sure, CancellationToken cancellation) =>
        await AnswerAsync(passkey, "passkey-removed", await passkeys.RemoveAsync(passkey, sure == "yes", cancellation), null, cancellation);

    /// <param name="did">What was done, if it was.</param>
    /// <param name="name">What was in the form, or <see langword="null"/> if it was another form.</param>
    private async Task<IActionResult> AnswerAsync(Guid id, string did, Refusal? refusal, string? name, CancellationToken cancellation)
    {
        if (refusal is null)
        {
            return BackWith(new FlashMessage(did));
        }

        await FindAsync(id, cancellation);
        Name = name is null ? Name : UnicodeText.Start(name, LongestField);
        return Refuse(refusal);
    }

    private PageResult Refuse(Refusal refusal)
    {
        Refusal = refusal;
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Passkey = await passkeys.FindAsync(id, cancellation);
        Name = Passkey?.Name ?? "";
        IsOnlyWayBack = await ways.OfReaderAsync(cancellation) is { Passkeys: 1, Codes.Count: 0, OtherBrowsers: 0 };
        return Passkey is not null;
    }
}
