using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>One paragraph, the notes on it, and plain forms for everything that a reader can do with it. Annotating works here without
/// script.</summary>
internal sealed class ParagraphModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, CurrentAnchors anchors, RemovedAddresses removed, FirstSaves firstSaves, Showing showing)
    : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 50;

    /// <summary>The paragraph or caption; <see langword="null"/> when the address names none.</summary>
    public Element? Element { get; private set; }

    public string Html { get; private set; } = "";

    public IReadOnlyList<NoteCard> Cards { get; private set; } = [];

    public Pager Pager { get; private set; } = new("", "", 1, 1);

    /// <summary>Annotations whose words used to be in or near this paragraph and are no longer in the essay.</summary>
    public IReadOnlyList<NoteCard> Detached { get; private set; } = [];

    /// <summary>Whether the requested paragraph no longer exists and this is the nearest one.</summary>
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
        return await ShowAsync(id, StatusCodes.Status200OK, cancellation);
    }

    public Task<IActionResult> OnPostNoteAsync(string id, ParagraphForm form, CancellationToken cancellation) =>
        SaveAsync(id, form, needsNote: true, cancellation);

    public Task<IActionResult> OnPostHighlightAsync(string id, ParagraphForm form, CancellationToken cancellation)
    {
        IsSentence = true;
        return SaveAsync(id, form, needsNote: false, cancellation);
    }

    protected override Task<NoteCard> CompleteAsync(NoteCard card, CancellationToken cancellation) => showing.WithLinkAsync(card, cancellation);

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
            ({ } known, { } colour) => await Annotations.CreateAsync(new NewAnnotation(form.Annotation, known, colour, form.Note, form.Tags) { ChangesSamePassage = true, IsShown = Showing.IsAsked(form.Visibility) }, cancellation),
        };

        if (outcome is Outcome.Saved { Annotation: var saved } done)
        {
            if (Showing.IsAsked(form.Visibility))
            {
                return await NewAsync(await showing.ShowNewAsync(done, form.Note, cancellation), $"/notes/{saved.Id:D}/show", firstSaves, cancellation);
            }

            // The paragraph itself may have been removed since the page was made; the words were found elsewhere.
            var home = saved.Anchor.Passage is { } passage ? Essay.ElementsIn(passage).FirstOrDefault() : null;
            var isOnItsPage = !IsFetch && home is not null && Essay.FindParagraph(home.Id) is not null;
            return await NewAsync(done, isOnItsPage ? await AddressAsync(home!, saved, cancellation) : $"/notes/{saved.Id}", firstSaves, cancellation); // isOnItsPage implies a home
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
            Html = HighlightMapping.Render(Essay, await Marks.TouchingAsync([element], cancellation), Request.PathBase, footnotesPage: $"{Request.PathBase}/").Element(element);
            var detached = await Marks.DetachedAsync(cancellation);
            var nearest = await Annotations.NearestElementsAsync(detached, cancellation);
            Detached = [.. detached.Where(a => nearest[a.Id] == element).Take(PageLength).Select(a => Card(a, element) with { NearestElement = element })];
            ShowCards(element, await Marks.OnAsync(element, cancellation));
        }

        return Page();
    }

    // The requested page of cards, or the page with the requested card.
    private void ShowCards(Element element, IReadOnlyList<Annotation> here)
    {
        var asked = Guid.TryParse(Request.Query["card"], out var card) ? here.TakeWhile(a => a.Id != card).Count() : -1;
        var page = asked >= 0 && asked < here.Count ? (asked / PageLength) + 1 : int.TryParse(Request.Query["page"], out var number) ? number : 1;
        Pager = Pager.Of($"/p/{element.Id}/notes", "", page, here.Count, PageLength);
        Cards = [.. here.Skip(Pager.Skipped(PageLength)).Take(PageLength).Select(a => Card(a, element))];
    }

    private NoteCard Card(Annotation annotation, Element element) =>
        new(annotation, Essay) { ReturnTo = $"{Request.PathBase}{Address(element, annotation, isPaged: Pager.Pages > 1)}" };

    private async Task<string> AddressAsync(Element element, Annotation annotation, CancellationToken cancellation) =>
        Address(element, annotation, (await Marks.TouchingAsync([element], cancellation)).Marks.Count > PageLength);

    private static string Address(Element element, Annotation annotation, bool isPaged) =>
        $"/p/{element.Id}/notes{(isPaged ? $"?card={annotation.Id:D}" : "")}#card-{annotation.Id:D}";
}

/// <summary>The forms on the page of a paragraph.</summary>
public sealed record ParagraphForm
{
    /// <summary>The id of the new annotation, so that a form that is sent twice creates only one.</summary>
    public Guid? Annotation { get; init; }

    public string? Revision { get; init; }

    /// <summary>Two UTF-16 offsets in that revision, such as <c>120-164</c>.</summary>
    public string? Passage { get; init; }

    public string? Colour { get; init; }

    public string? Note { get; init; }

    public string[]? Tags { get; init; }

    /// <summary><c>link</c> to show it to others; otherwise it is private.</summary>
    public string? Visibility { get; init; }
}
