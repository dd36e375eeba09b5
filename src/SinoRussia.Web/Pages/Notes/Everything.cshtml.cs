using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>All that is known of the reader, to be taken away or deleted.</summary>
internal sealed class EverythingModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, ReaderQuota quota, ReaderArchive archive) : NotesPageModel(essay, annotations, marks)
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
            ReadingSettings.ForgetIn(HttpContext);
            Response.Headers["Clear-Site-Data"] = KeptByTheBrowser;
            new FlashMessage("forgotten").Set(HttpContext);
            return IsFetch ? Content("", "text/html") : BackTo(null, "/notes"); // the script goes there when it has emptied the browser, too
        }

        Response.StatusCode = Refusal.Status;
        await CountAsync(cancellation);
        return Page();
    }

    // Drafts, what waits to be sent and the pages kept for reading offline are the reader's words, too. Under a path of its
    // own the site shares its storage with others, and the script empties our part of it.
    private string KeptByTheBrowser => Request.PathBase.HasValue ? "\"cache\"" : "\"cache\", \"storage\"";

    private async Task CountAsync(CancellationToken cancellation) => Count = await quota.EntriesAsync(cancellation);
}
