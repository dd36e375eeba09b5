using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>Signs this browser in with a recovery code.</summary>
internal sealed class SignInModel(RecoveryCodes codes) : MePageModel
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    public EnteredCode Entered { get; private set; } = new();

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, CancellationToken cancellation)
    {
        var signedIn = await codes.SignInAsync(code, HttpContext.Connection.RemoteIpAddress, cancellation);
        return signedIn.Refusal is { } refusal ? Refuse(code, refusal) : ToNotes(signedIn);
    }

    private PageResult Refuse(string? code, Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        if (refusal.Status == StatusCodes.Status429TooManyRequests)
        {
            Response.Headers.RetryAfter = Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        Entered = new EnteredCode(code, refusal);
        return Page();
    }
}
