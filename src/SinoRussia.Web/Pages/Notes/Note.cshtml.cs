using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>One of the reader's notes: view, change, delete and restore it.</summary>
internal sealed class NoteModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, CurrentAnchors anchors, AnnotationHistory history, FirstSaves firstSaves, Showing showing)
    : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 20;

    // Rows from before versions were limited can have more versions than are kept now.
    private const int MostPages = 10_000;

    /// <summary>A note that a browser without cookies saved and would never find again.</summary>
    public Annotation? Unsaved { get; private set; }

    public NoteCard? Card { get; private set; }

    /// <summary>The earlier versions, newest first.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; private set; } = [];

    /// <summary>The pager of the earlier versions, when there are many.</summary>
    public Pager EarlierPages { get; private set; } = new("", "", 1, 1);

    /// <summary>The result of the last form, or <see langword="null"/>.</summary>
    public DoneMessage? Done { get; private set; }

    /// <summary>The paragraph whose sentences the reader can move the mark to.</summary>
    public Element? Surrounding { get; private set; }

    /// <param name="around">The paragraph to choose other words from. By default it is the one where the words are or used to be.</param>
    /// <param name="page">The page of the earlier versions.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string? around, [FromQuery] int? page, CancellationToken cancellation)
    {
        Surrounding = Essay.FindElement(around ?? "");
        if (await Annotations.FindAsync(id, cancellation) is not { } annotation)
        {
            return NotFound();
        }

        if (!IsFetch && annotation.DeletedAt is null)
        {
            var skipped = PageLength * (Math.Clamp(page ?? 1, 1, MostPages) - 1);
            (Earlier, var count) = await history.PageAsync(id, skipped, PageLength, cancellation);
            EarlierPages = Pager.Of($"/notes/{id:D}", "", (skipped / PageLength) + 1, count, PageLength);
            Done = DoneMessage.Take(HttpContext);
        }

        return await ShowAsync(new NoteCard(annotation, Essay) { IsOpen = annotation.Note is null && around is null }, cancellation);
    }

    /// <summary>Checks whether a new reader's browser sends their first cookie back.</summary>
    /// <param name="id">From the address: the form is the one that was saved, which the browser sends again.</param>
    /// <param name="first">The ticket of the first save.</param>
    /// <param name="returnTo">Where to redirect afterwards.</param>
    public async Task<IActionResult> OnPostCheckCookieAsync(
        [FromRoute] Guid id, [FromQuery] string? first, [FromQuery] string? returnTo, CancellationToken cancellation)
    {
        var own = await Annotations.FindAsync(id, cancellation);
        if (own is null && await firstSaves.AdoptAsync(id, first ?? "", cancellation))
        {
            own = await Annotations.FindAsync(id, cancellation);
        }

        if (own is not null)
        {
            return IsFetch ? await ShowAsync(new NoteCard(own, Essay), cancellation) : BackTo(returnTo, $"/notes/{id}");
        }

        Unsaved = await firstSaves.TakeBackAsync(id, first ?? "", cancellation);
        if (Unsaved is null)
        {
            return NotFound();
        }

        Response.StatusCode = Refusal.CookieBlocked.Status;
        return IsFetch ? Refuse(Refusal.CookieBlocked) : Page();
    }

    /// <summary>The tool that moves the ends of the mark in the essay's text.</summary>
    public async Task<IActionResult> OnGetAdjustAsync(Guid id, CancellationToken cancellation) =>
        await Annotations.FindAsync(id, cancellation) is { DeletedAt: null } annotation ? Partial("_MarkAdjuster", new NoteCard(annotation, Essay)) : NotFound();

    public async Task<IActionResult> OnPostSaveAsync(
        Guid id, [FromForm] int version, [FromForm] string? colour, [FromForm] string? note, [FromForm] string[]? tags, [FromForm] string? returnTo,
        [FromForm] string? visibility, CancellationToken cancellation)
    {
        // The binder turns a missing field into an empty list, which would remove all tags.
        var written = Request.Form.ContainsKey("tags") ? tags : null;
        var known = HighlightColours.Find(colour);
        var outcome = known is { } chosen
            ? await Annotations.ChangeAsync(id, version, chosen, note, written, cancellation, isKept: IsInList && !IsFetch, Showing.IsPrivate(visibility))
            : new Outcome.Refused(Refusal.UnknownColour);
        var draft = new Draft(note, known, written is null ? null : TagList.Of(written));
        if (outcome is Outcome.Saved saved && Showing.IsAsked(visibility))
        {
            return await AnswerAsync(id, await showing.ShowAsync(saved, cancellation), "saved", "Saved.", draft, $"{Request.PathBase}/notes/{id:D}/show", cancellation);
        }

        return await AnswerAsync(id, outcome, "saved", "Saved.", draft, returnTo, cancellation);
    }

    /// <summary>Shows it with a link, from its card.</summary>
    public async Task<IActionResult> OnPostShowAsync(Guid id, [FromForm] int version, CancellationToken cancellation) =>
        await AnswerAsync(id, await showing.ShowAsync(id, version, cancellation), "shown", "", null, $"{Request.PathBase}/notes/{id:D}/show", cancellation);

    public async Task<IActionResult> OnPostRenewAsync(Guid id, [FromForm] Guid link, [FromForm] string? seen, CancellationToken cancellation) =>
        await AnswerAsync(id, await showing.RenewAsync(id, link, seen, cancellation), "renewed", "The note has a new link. The former one shows nothing any more.", null, $"{Request.PathBase}/notes/{id:D}/show", cancellation);

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellation)
    {
        var outcome = await showing.EndAsync(id, cancellation);
        var (did, said) = outcome is Outcome.Saved { Annotation.Visibility: Visibility.Private } ? ("private", DoneMessage.PrivateAgain) : ("in-reading", DoneMessage.StillInReading);
        return await AnswerAsync(id, outcome, did, said, null, $"{Request.PathBase}/notes/{id:D}/show", cancellation);
    }

    protected override Task<NoteCard> CompleteAsync(NoteCard card, CancellationToken cancellation) => IsFetch ? showing.WithLinkAsync(card, cancellation) : base.CompleteAsync(card, cancellation);

    public async Task<IActionResult> OnPostRestoreVersionAsync(
        Guid id, [FromForm] int version, [FromForm] int earlier, [FromForm] string? returnTo, CancellationToken cancellation) =>
        await AnswerAsync(
            id, await Annotations.RestoreVersionAsync(id, version, earlier, cancellation), returnTo is null ? "version" : "undone", "The earlier version is back.", null, returnTo, cancellation);

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, [FromForm] int version, [FromForm] string? returnTo, CancellationToken cancellation) =>
        await AnswerAsync(id, await Annotations.DeleteAsync(id, version, cancellation), "deleted", "Deleted.", null, returnTo, cancellation);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, [FromForm] int version, CancellationToken cancellation)
    {
        var before = await Annotations.FindAsync(id, cancellation); // so that Undo knows that it was in the bin, if it becomes one with another
        return await AnswerAsync(id, await Annotations.RestoreAsync(id, version, cancellation), "restored", "Restored.", null, null, cancellation, before);
    }

    /// <summary>Undoes a move or a restoration that made one of two annotations.</summary>
    /// <param name="other">The annotation that became part of this one.</param>
    /// <param name="own">The earlier version with its content before; <see langword="null"/> if that did not change.</param>
    /// <param name="back">Two UTF-16 offsets in <paramref name="revision"/>: where it was. Without them it was in the bin.</param>
    public async Task<IActionResult> OnPostPartAsync(
        Guid id, [FromForm] int version, [FromForm] Guid other, [FromForm] int? own, [FromForm] string? revision, [FromForm] string? back, CancellationToken cancellation)
    {
        var before = await Annotations.FindAsync(id, cancellation);
        var target = string.IsNullOrEmpty(back) ? null : await anchors.DescribeAsync(revision ?? "", back, cancellation);
        var outcome = target is null && !string.IsNullOrEmpty(back)
            ? new Outcome.Refused(Refusal.PassageNotFound)
            : await Annotations.PartAsync(id, version, new Joining(other, own), target, cancellation);
        return await AnswerAsync(id, outcome, "undone", "Undone.", null, null, cancellation, before);
    }

    /// <summary>Moves the mark to other words: a sentence, a word more or less, or a selection in the text.</summary>
    /// <param name="from"><c>text</c> when the reader did this in the text; the redirect leads back there.</param>
    /// <param name="exact">The words that the reader saw there, if the form contains them.</param>
    /// <param name="passage">Two UTF-16 offsets in <paramref name="revision"/>, such as <c>120-164</c>.</param>
    public async Task<IActionResult> OnPostPlaceAsync(
        Guid id, [FromForm] int version, [FromForm] string? revision, [FromForm] string? passage, [FromForm] string? exact, [FromForm] string? around, [FromForm] string? from, CancellationToken cancellation)
    {
        Surrounding = Essay.FindElement(around ?? "");
        var before = await Annotations.FindAsync(id, cancellation);
        var outcome = await anchors.DescribeAsync(revision ?? "", passage ?? "", cancellation) is { } target && (string.IsNullOrEmpty(exact) || target.Quotes(exact.ReplaceLineEndings("\n")))
            ? await Annotations.RetargetAsync(id, version, target, cancellation)
            : new Outcome.Refused(Refusal.PassageNotFound);
        var home = outcome is Outcome.Saved { Annotation.Anchor.Passage: { } now } ? Essay.ElementsIn(now).FirstOrDefault() : null;
        var returnTo = from == "text" && home is not null ? Url.Content($"~{ElementLinks.PathOf(home)}") : null;
        return await AnswerAsync(id, outcome, "moved", "It marks these words now.", null, returnTo, cancellation, before);
    }

    public async Task<IActionResult> OnPostDismissAsync(Guid id, [FromForm] int version, [FromForm] string? returnTo, CancellationToken cancellation) =>
        await AnswerAsync(id, await Annotations.DismissDetachmentAsync(id, version, cancellation), "dismissed", "Dismissed. It is still in your notes.", null, returnTo, cancellation);

    /// <param name="did">What was done, for the page that a form without script leads to.</param>
    /// <param name="said">The same in words, for a script.</param>
    private async Task<IActionResult> AnswerAsync(
        Guid id, Outcome outcome, string did, string said, Draft? draft, string? returnTo, CancellationToken cancellation, Annotation? before = null)
    {
        switch (outcome)
        {
            case Outcome.Saved saved when IsFetch:
                var fragment = await FragmentAsync(saved, said, cancellation, before);
                return Partial("_SaveFragment", did is "shown" or "renewed" || Showing.IsAsked(Request.Form["visibility"]) ? fragment with { ShownWith = fragment.Card?.Showing?.Link }
                    : did == "saved" && fragment.Card?.Showing is { HasName: true } ? fragment with { Said = "Saved. Whoever has the link can see it." }
                    : fragment);
            case Outcome.Saved saved when TellHeldBack(saved) is { } page:
                return BackTo(null, page);
            case Outcome.Saved saved:
                Tell(did, saved, returnTo);
                return BackTo(IsInList && returnTo is not null && saved.Annotation.DeletedAt is null ? $"{returnTo}#card-{id:D}" : returnTo, $"/notes/{id}");
            case Outcome.Stale { Current: var current } when did == "shown":
                Response.StatusCode = Showing.ChangedMeanwhile.Status;
                return await ShowAsync(new NoteCard(current, Essay) { Refusal = Showing.ChangedMeanwhile }, cancellation);
            case Outcome.Stale { Current: var current }:
                Response.StatusCode = StatusCodes.Status412PreconditionFailed;
                return await ShowAsync(new NoteCard(current, Essay) { Draft = draft, IsStale = true, ReturnTo = returnTo }, cancellation);
            case Outcome.Refused { Refusal: var refusal } when await Annotations.FindAsync(id, cancellation) is { } annotation:
                Response.StatusCode = refusal.Status;
                return await ShowAsync(new NoteCard(annotation, Essay) { Draft = draft, Refusal = refusal, ReturnTo = returnTo }, cancellation);
            default:
                return IsFetch ? Refuse(Refusal.Gone) : NotFound();
        }
    }

    // Only the pages of notes show it. The page of a deleted note has its own message and Undo.
    private void Tell(string did, Outcome.Saved done, string? returnTo)
    {
        var saved = done.Annotation;
        if (string.IsNullOrEmpty(returnTo) ? saved.DeletedAt is null : returnTo.StartsWith($"{Request.PathBase}/notes", StringComparison.Ordinal))
        {
            new FlashMessage(did)
            {
                Joined = done.Joined is null ? 0 : 1,
                At = saved.DeletedAt?.ToUnixTimeMilliseconds(),
                Changed = did == "moved" || saved.Earlier.Count == 0 ? null : saved.Id, // its version before is stored, and Undo brings it back
                Version = saved.Version,
            }.Set(HttpContext);
        }
    }

    private async Task<IActionResult> ShowAsync(NoteCard card, CancellationToken cancellation)
    {
        var beside = await Annotations.NearestElementsAsync([card.Annotation], cancellation);
        Card = await CompleteAsync(card with { NearestElement = beside.GetValueOrDefault(card.Annotation.Id) }, cancellation);
        Surrounding ??= Card.ContainingElement ?? Card.NearestElement;
        return !IsFetch || (!card.IsStale && card.Annotation.DeletedAt is not null) ? Page()
            : IsInList ? Partial("_Entry", new NotesEntry(Card))
            : Partial("_NoteCard", Card);
    }
}
