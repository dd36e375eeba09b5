using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>The ways in which readers keep their notes.</summary>
internal sealed class MeModel(Passkeys passkeys, CurrentReader reader) : PageModel
{
    public PasskeysSection Passkeys { get; private set; } = new(null, false, []);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "private, no-store";
        Passkeys = await PasskeysSection.OfAsync(passkeys, reader.Id is not null, cancellation);
    }
}
