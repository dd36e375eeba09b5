using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Shown;

namespace SinoRussia.Web.Pages.Me;

/// <summary>The name under which others see what the reader shows.</summary>
[NotStored]
internal sealed class NameModel(ReaderNames names, NoteLinkQueries links, CurrentReader reader) : PageModel
{
    public string? Name { get; private set; }

    /// <summary>The name that was sent and refused.</summary>
    public string? Asked { get; private set; }

    public string Suggestion => names.Suggestion;

    /// <summary><see langword="null"/> for somebody who has saved nothing and so has nothing to put a name to.</summary>
    public NameMark? Mark => reader.KnownId is { } known ? NameMark.Of(known) : null;

    /// <summary>How many links will work as soon as there is a name.</summary>
    public int Waiting { get; private set; }

    public bool IsSaved { get; private set; }

    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync([FromQuery] string? saved, CancellationToken cancellation)
    {
        IsSaved = saved is not null;
        await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken cancellation)
    {
        Refusal = await names.ChangeAsync(name, cancellation);
        if (Refusal is null)
        {
            return new SeeOtherResult(Url.Content("~/settings/me/name?saved=yes"));
        }

        Asked = name;
        Response.StatusCode = Refusal.Status;
        await ShowAsync(cancellation);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Name = await names.NameAsync(cancellation);
        Waiting = Name is null ? await links.CountAsync(cancellation) : 0;
    }
}
