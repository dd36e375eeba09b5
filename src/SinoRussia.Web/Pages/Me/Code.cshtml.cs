using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>Makes the reader's recovery code and shows it, once.</summary>
internal sealed class CodeModel(Essay essay, RecoveryCodes codes, ReaderWays ways, CurrentReader reader, SiteAddress site, TimeProvider clock) : MePageModel
{
    /// <summary>The new code, in groups.</summary>
    public string? Code { get; private set; }

    /// <summary>What the reader has already, which is not shown.</summary>
    public IReadOnlyList<KeptCode> Kept { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    public bool HasNothing => reader.Id is null;

    public string SiteName => essay.Metadata.Title;

    /// <summary>Where the code is entered.</summary>
    public string Address => $"{site.Root}{Path}";

    public DateTimeOffset MadeAt => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancellation) => Kept = (await ways.OfReaderAsync(cancellation)).Codes;

    public async Task<IActionResult> OnPostAsync([FromForm] string? replace, CancellationToken cancellation)
    {
        var made = await codes.MakeAsync(replace == "yes", cancellation);
        Refusal = made.Refusal;
        if (Refusal is null)
        {
            Code = made.Or(_ => "");
            return Page();
        }

        Response.StatusCode = Refusal.Status;
        await OnGetAsync(cancellation);
        return Page();
    }
}
