using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

/// <summary>One note of the reader's own: seen, changed, thrown away and taken back.</summary>
internal sealed class NoteModel(Essay essay, ReaderAnnotations annotations) : NotesPageModel(essay, annotations)
{
    public NoteCard? Card { get; private set; }

    /// <summary>What stood here before, the newest first.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await Annotations.FindAsync(id, cancellation) is not { } annotation)
        {
            return NotFound();
        }

        if (!IsFetch && annotation.DeletedAt is null)
        {
            Earlier = await Annotations.EarlierAsync(id, cancellation);
        }

        return Show(new NoteCard(annotation, Essay) { IsOpen = annotation.Note is null });
    }

    public async Task<IActionResult> OnPostSaveAsync(
        Guid id, [FromForm] int version, [FromForm] string? colour, [FromForm] string? note, [FromForm] string[]? tags, [FromForm] string? returnTo,
        CancellationToken cancellation)
    {
        // The binder makes an empty list of no field at all, and that would take off all tags.
        var written = Request.Form.ContainsKey("tags") ? tags : null;
        var known = HighlightColours.Find(colour);
        var outcome = known is { } chosen
            ? await Annotations.ChangeAsync(id, version, chosen, note, written, cancellation)
            : new Outcome.Refused(Refusal.UnknownColour);
        var draft = new Draft(note, known, written is null ? null : TagList.Of(written));
        return await AnswerAsync(id, outcome, "Saved. Only you can see it.", draft, returnTo, cancellation);
    }

    public async Task<IActionResult> OnPostTakeUpAsync(Guid id, [FromForm] int version, [FromForm] int earlier, CancellationToken cancellation) =>
        await AnswerAsync(id, await Annotations.TakeUpAsync(id, version, earlier, cancellation), "The earlier version is back.", null, null, cancellation);

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, [FromForm] int version, CancellationToken cancellation) =>
        await AnswerAsync(id, await Annotations.DeleteAsync(id, version, cancellation), "Deleted.", null, null, cancellation);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, [FromForm] int version, CancellationToken cancellation) =>
        await AnswerAsync(id, await Annotations.RestoreAsync(id, version, cancellation), "It is back.", null, null, cancellation);

    private async Task<IActionResult> AnswerAsync(
        Guid id, Outcome outcome, string said, Draft? draft, string? returnTo, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case Outcome.Saved { Annotation: var saved }:
                return IsFetch ? await ChangedAsync(saved, said, cancellation) : BackTo(returnTo, $"/notes/{id}");
            case Outcome.Stale { Current: var current }:
                Response.StatusCode = StatusCodes.Status412PreconditionFailed;
                return Show(new NoteCard(current, Essay) { Draft = draft, IsStale = true, ReturnTo = returnTo });
            case Outcome.Refused { Refusal: var refusal } when await Annotations.FindAsync(id, cancellation) is { } annotation:
                Response.StatusCode = refusal.Status;
                return Show(new NoteCard(annotation, Essay) { Draft = draft, Refusal = refusal, ReturnTo = returnTo });
            default:
                return NotFound();
        }
    }

    private IActionResult Show(NoteCard card)
    {
        Card = card;
        return IsFetch && card.Annotation.DeletedAt is null ? Partial("_NoteCard", card) : Page();
    }
}
