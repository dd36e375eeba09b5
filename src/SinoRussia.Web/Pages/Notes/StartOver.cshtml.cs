using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>For readers whose cookie cannot be read: lets them start again with no notes, and return to the earlier ones when the cookie can be
/// read.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class StartOverModel(CurrentReader reader) : PageModel
{
    public bool IsUnknown => reader.IsUnknown;

    /// <summary>Whether there are earlier notes that the reader can return to.</summary>
    public bool HasEarlier { get; private set; }

    public Refusal? Refusal { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostStartAsync([FromForm] string? sure, CancellationToken cancellation)
    {
        if (!reader.IsUnknown)
        {
            return new SeeOtherResult(Url.Content("~/notes")); // the cookie can be read again, so the reader need not give up anything
        }

        if (sure != "yes")
        {
            Refusal = Refusal.NotSure;
            Response.StatusCode = Refusal.Status;
            await ShowAsync(cancellation);
            return Page();
        }

        reader.StartOver();
        return new SeeOtherResult(Url.Content("~/notes"));
    }

    public async Task<IActionResult> OnPostReturnAsync(CancellationToken cancellation) =>
        new SeeOtherResult(Url.Content(await reader.ReturnToEarlierAsync(cancellation) ? "~/notes" : "~/notes/start-over"));

    private async Task ShowAsync(CancellationToken cancellation) => HasEarlier = await reader.HasEarlierAsync(cancellation);
}
