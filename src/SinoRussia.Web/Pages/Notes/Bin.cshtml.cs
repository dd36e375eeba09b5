using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The annotations that the reader deleted, to restore or to delete for good.</summary>
internal sealed class BinModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, Bin bin, ManyAnnotations many) : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 50;

    public IReadOnlyList<NoteCard> Deleted { get; private set; } = [];

    public int Total { get; private set; }

    public Pager Pager { get; private set; } = new("/notes/bin", "", 1, 1);

    public Refusal? Refusal { get; private set; }

    /// <summary>The result of the last form, or <see langword="null"/>.</summary>
    public DoneMessage? Done { get; private set; }

    public int DaysLeft(Annotation deleted) => bin.DaysLeft(deleted);

    public async Task OnGetAsync([FromQuery] int? page, CancellationToken cancellation)
    {
        Done = DoneMessage.Take(HttpContext);
        await ListAsync(page ?? 1, cancellation);
    }

    public async Task<IActionResult> OnPostRestoreAsync([FromForm] Guid id, CancellationToken cancellation) =>
        await AnswerAsync("restored", await many.RestoreAsync([id], cancellation), cancellation);

    public async Task<IActionResult> OnPostRestoreAllAsync(CancellationToken cancellation) =>
        await AnswerAsync("restored", await many.RestoreAsync(await bin.IdsAsync(null, cancellation), cancellation), cancellation);

    public async Task<IActionResult> OnPostPurgeAsync([FromForm] Guid id, CancellationToken cancellation) =>
        await AnswerAsync("purged", await many.PurgeAsync([id], cancellation), cancellation);

    public async Task<IActionResult> OnPostEmptyAsync(CancellationToken cancellation) =>
        await AnswerAsync("purged", await many.PurgeAsync(await bin.IdsAsync(null, cancellation), cancellation), cancellation);

    private async Task<IActionResult> AnswerAsync(string did, ManyOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Refusal is null)
        {
            new FlashMessage(did, outcome.Done) { Left = outcome.Left, Joined = outcome.Joined }.Set(HttpContext);
            return BackTo(null, "/notes/bin");
        }

        Refusal = outcome.Refusal;
        Response.StatusCode = outcome.Refusal.Status;
        await ListAsync(1, cancellation);
        return Page();
    }

    private async Task ListAsync(int page, CancellationToken cancellation)
    {
        Total = await bin.CountAsync(cancellation);
        Pager = Pager.Of("/notes/bin", "", page, Total, PageLength);
        Deleted = [.. (await bin.PageAsync(Pager.Skipped(PageLength), PageLength, cancellation)).Select(a => new NoteCard(a, Essay))];
    }
}
