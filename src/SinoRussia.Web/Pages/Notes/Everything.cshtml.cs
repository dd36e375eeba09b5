using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>Lets readers download or delete everything that is stored about them.</summary>
internal sealed class EverythingModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, ReaderQuota quota, ReaderArchive archive) : NotesPageModel(essay, annotations, marks)
{
    public Refusal? Refusal { get; private set; }

    /// <summary>The number of the reader's annotations, including those in the bin.</summary>
    public int Count { get; private set; }

    /// <summary>For the form, see <see cref="ReaderArchive.Browser"/>.</summary>
    public string Browser => archive.Browser;

    public Task OnGetAsync(CancellationToken cancellation) => CountAsync(cancellation);

    public async Task<IActionResult> OnPostDeleteAsync([FromForm] string? sure, [FromForm] string? browser, CancellationToken cancellation)
    {
        Refusal = sure == "yes" ? await archive.ForgetAsync(browser, cancellation) : Refusal.NotSure;
        if (Refusal is null)
        {
            ReadingSettings.ForgetIn(HttpContext);
            Response.Headers["Clear-Site-Data"] = KeptData.ToClear(Request);
            new FlashMessage("forgotten").Set(HttpContext);
            return IsFetch ? Content("", "text/html") : BackTo(null, "/notes"); // the script goes to the notes itself, after it has cleared the browser's storage
        }

        Response.StatusCode = Refusal.Status;
        await CountAsync(cancellation);
        return Page();
    }

    private async Task CountAsync(CancellationToken cancellation) => Count = await quota.EntriesAsync(cancellation);
}
