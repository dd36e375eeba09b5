using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

/// <summary>One paragraph, its notes, and plain forms for all that can be done with it: the annotator without script.</summary>
internal sealed class ParagraphModel(
    Essay essay, ReaderAnnotations annotations, CurrentAnchors anchors, RevisionKeeper revisions, RemovedAddresses removed, FirstSaves firstSaves)
    : NotesPageModel(essay, annotations)
{
    /// <summary>The paragraph or caption, or <see langword="null"/> when the address names none.</summary>
    public Element? Element { get; private set; }

    public string Html { get; private set; } = "";

    public IReadOnlyList<NoteCard> Cards { get; private set; } = [];

    /// <summary>Those whose words used to stand beside it and are gone.</summary>
    public IReadOnlyList<NoteCard> Lost { get; private set; } = [];

    /// <summary>Whether another paragraph was asked for, which is gone, and this is what is nearest to it.</summary>
    public bool IsInsteadOfRemoved { get; private set; }

    public Refusal? Refusal { get; private set; }

    public string? Draft { get; private set; }

    public IReadOnlyList<string> DraftTags { get; private set; } = [];

    public string? Chosen { get; private set; }

    public HighlightColour Colour { get; private set; } = HighlightColour.Amber;

    /// <summary>Whether the refused form was the one for sentences.</summary>
    public bool IsSentence { get; private set; }

    public static IEnumerable<Passage> SentencesOf(Element element) => element.Blocks.SelectMany(Sentences.In);

    public async Task<IActionResult> OnGetAsync(string id, string? was, CancellationToken cancellation)
    {
        IsInsteadOfRemoved = was is not null;
        revisions.Keep(Essay);
        return await ShowAsync(id, StatusCodes.Status200OK, cancellation);
    }

    public Task<IActionResult> OnPostNoteAsync(string id, ParagraphForm form, CancellationToken cancellation) =>
        SaveAsync(id, form, needsNote: true, cancellation);

    public Task<IActionResult> OnPostHighlightAsync(string id, ParagraphForm form, CancellationToken cancellation)
    {
        IsSentence = true;
        return SaveAsync(id, form, needsNote: false, cancellation);
    }

    private async Task<IActionResult> SaveAsync(string id, ParagraphForm form, bool needsNote, CancellationToken cancellation)
    {
        (Draft, DraftTags, Chosen) = (form.Note, TagList.Of(form.Tags ?? []), form.Passage);
        Colour = HighlightColours.Find(form.Colour) ?? Colour;
        var target = await anchors.DescribeAsync(form.Revision ?? "", form.Passage ?? "", cancellation);
        var outcome = (target, HighlightColours.Find(form.Colour)) switch
        {
            (null, _) => new Outcome.Refused(Refusal.PassageNotFound),
            (_, null) => new Outcome.Refused(Refusal.UnknownColour),
            _ when needsNote && string.IsNullOrWhiteSpace(form.Note) => new Outcome.Refused(Refusal.NoteMissing),
            ({ } known, { } colour) => await Annotations.CreateAsync(new NewAnnotation(form.Annotation, known, colour, form.Note, form.Tags), cancellation),
        };

        if (outcome is Outcome.Saved { Annotation: var saved })
        {
            // The paragraph itself may be gone since the page was made; the words were found where they stand now.
            var home = saved.Anchor.Passage is { } passage ? Essay.ElementsIn(passage).FirstOrDefault() : null;
            var leadTo = home is null || Essay.FindParagraph(home.Id) is null ? $"/notes/{saved.Id}" : $"/p/{home.Id}/notes#card-{saved.Id}";
            return await NewAsync(saved, leadTo, firstSaves, cancellation);
        }

        Refusal = (outcome as Outcome.Refused)?.Refusal;
        if (IsFetch && Refusal is { } refused)
        {
            return Refuse(refused);
        }

        return await ShowAsync(id, Refusal?.Status ?? StatusCodes.Status422UnprocessableEntity, cancellation);
    }

    private async Task<IActionResult> ShowAsync(string id, int status, CancellationToken cancellation)
    {
        Element = Essay.FindParagraph(id);
        if (Element is null && string.IsNullOrEmpty(Draft))
        {
            return await removed.ParagraphAsync(id, cancellation) is { } near
                ? Redirect($"{Request.PathBase}/p/{near.Id}/notes?was={Uri.EscapeDataString(id)}")
                : NotFound();
        }

        Response.StatusCode = Element is null ? StatusCodes.Status404NotFound : status;
        if (Element is { } element)
        {
            var mine = await Annotations.ListAsync(cancellation);
            var neighbours = await Annotations.NeighboursAsync(mine, cancellation);
            Html = Painted.Html(Essay, mine, neighbours, Request.PathBase, notesPage: $"{Request.PathBase}/").Element(element);
            Lost = [.. mine.Where(a => neighbours.GetValueOrDefault(a.Id) == element).Select(a => Card(a, element) with { Neighbour = element })];
            var whole = new Passage(element.Start, element.End);
            Cards =
            [
                .. mine.Where(a => a.Anchor.Passage is { } passage && passage.Overlaps(whole))
                    .Select(a => Card(a, element)),
            ];
        }

        return Page();
    }

    private NoteCard Card(Annotation annotation, Element element) =>
        new(annotation, Essay) { ReturnTo = $"{Request.PathBase}/p/{element.Id}/notes#card-{annotation.Id:D}" };
}

/// <summary>What the forms of a paragraph's page send.</summary>
public sealed record ParagraphForm
{
    /// <summary>The id of the annotation to be, so that a form sent twice makes one.</summary>
    public Guid? Annotation { get; init; }

    public string? Revision { get; init; }

    /// <summary>Two UTF-16 offsets in that revision, such as <c>120-164</c>.</summary>
    public string? Passage { get; init; }

    public string? Colour { get; init; }

    public string? Note { get; init; }

    public string[]? Tags { get; init; }
}
