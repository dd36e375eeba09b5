using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Annotations.Export;

namespace SinoRussia.Web.Pages;

/// <summary>All that is known of the reader, to be taken away or deleted.</summary>
internal sealed class EverythingModel(Essay essay, ReaderAnnotations annotations, Bin bin, ReaderArchive archive) : NotesPageModel(essay, annotations)
{
    private static readonly Refusal NotSure = new("not-sure", "Nothing was deleted: tick the box to say that you mean it.");

    public Refusal? Refusal { get; private set; }

    /// <summary>How many entries the reader has, those in the bin included.</summary>
    public int Count { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => CountAsync(cancellation);

    public async Task<IActionResult> OnPostDeleteAsync([FromForm] string? sure, CancellationToken cancellation)
    {
        Refusal = sure == "yes" ? await archive.ForgetAsync(cancellation) : NotSure;
        if (Refusal is null)
        {
            // Drafts and what waits to be sent are the reader's words, too.
            Response.Headers["Clear-Site-Data"] = "\"storage\"";
            return BackTo(null, "/notes?did=forgotten");
        }

        Response.StatusCode = Refusal.Status;
        await CountAsync(cancellation);
        return Page();
    }

    private async Task CountAsync(CancellationToken cancellation) =>
        Count = (await Annotations.ListAsync(cancellation)).Count + (await bin.ListAsync(null, cancellation)).Count;
}
