using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

/// <summary>All the reader's notes in the order of the text, and the address that new ones are sent to.</summary>
internal sealed class NotesModel(Essay essay, ReaderAnnotations annotations) : NotesPageModel(essay, annotations)
{
    public IReadOnlyList<NoteCard> Cards { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    /// <summary>What the reader wrote and could not be saved.</summary>
    public string? Draft { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => await ListAsync(cancellation);

    public async Task<IActionResult> OnPostMarkAsync(MarkForm form, CancellationToken cancellation)
    {
        var outcome = HighlightColours.Find(form.Colour) is { } colour
            ? await Annotations.CreateAsync(new NewAnnotation(form.Id, form.ToTarget(), colour, form.Note, form.Tags), cancellation)
            : new Outcome.Refused(Refusal.UnknownColour);

        switch (outcome)
        {
            case Outcome.Saved { Annotation: var saved }:
                return IsFetch ? await ChangedAsync(saved, "Saved. Only you can see it.", cancellation) : BackTo(null, $"/notes/{saved.Id}");
            case Outcome.Refused { Refusal: var refusal }:
                Response.StatusCode = refusal.Status;
                if (IsFetch)
                {
                    return Partial("_Refusal", refusal);
                }

                (Refusal, Draft) = (refusal, form.Note);
                await ListAsync(cancellation);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task ListAsync(CancellationToken cancellation) =>
        Cards = [.. (await Annotations.ListAsync(cancellation)).Select(a => new NoteCard(a, Essay) { ReturnTo = $"{Request.PathBase}/notes#card-{a.Id:D}" })];
}

/// <summary>What the toolbar on a selected passage sends.</summary>
public sealed record MarkForm
{
    public Guid? Id { get; init; }

    public string? Revision { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    public string? Exact { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }

    public string? Colour { get; init; }

    public string? Note { get; init; }

    public string[]? Tags { get; init; }

    // A form sends line ends as CRLF; the text has LF between blocks.
    internal Target ToTarget() => new()
    {
        Quote = new TextQuoteSelector { Exact = Plain(Exact), Prefix = Plain(Prefix), Suffix = Plain(Suffix) },
        Position = new TextPositionSelector { Start = Start, End = End },
        Revision = string.IsNullOrEmpty(Revision) ? null : Revision,
    };

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n");
}
