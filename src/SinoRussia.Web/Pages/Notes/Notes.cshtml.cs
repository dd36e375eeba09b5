using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The list of the reader's notes, with search, filters, sorting and bulk changes; new marks are posted here, too.</summary>
internal sealed class NotesModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, AnnotationQueries reading, CurrentAnchors anchors, ManyAnnotations many, Bin bin, FirstSaves firstSaves, TimeProvider clock)
    : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 50;

    // Nobody can choose from a longer list. The search field finds every tag.
    private const int MostTags = 200;

    // Some proxies cut addresses that are longer than this.
    private const int MostInAnAddress = 100;

    private static readonly Refusal NothingChosen = new("nothing-chosen", "Nothing is ticked. Tick what you want to change, or the box for all.");
    private static readonly Refusal NoTags = new("no-tags", "Enter a tag, or several separated by commas.");
    private static readonly Refusal NothingDeleted = new("nothing-deleted", "Nothing of yours was deleted at that time. What you deleted is in the bin.");
    private static readonly Refusal TooManyChosen = new(
        "too-many-chosen", $"More than {MostInAnAddress} are ticked. Export all that are shown, or tick fewer.");

    public IReadOnlyList<NoteCard> Cards { get; private set; } = [];

    public NotesFilter Filter { get; private set; } = new();

    public Pager Pager { get; private set; } = new("/notes", "", 1, 1);

    /// <summary>How many annotations the reader has.</summary>
    public int Total { get; private set; }

    /// <summary>How many further annotations cannot be read at the moment.</summary>
    public int Unreadable { get; private set; }

    /// <summary>How many annotations match the filter.</summary>
    public int Found { get; private set; }

    public IReadOnlyList<string> OwnTags { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    /// <summary>What the reader wrote and could not be saved.</summary>
    public string? Draft { get; private set; }

    /// <summary>The result of the last form.</summary>
    public string? Done { get; private set; }

    /// <summary>When the annotations were deleted that Undo would restore, in milliseconds since 1970.</summary>
    public long? UndoAt { get; private set; }

    /// <summary>The address of one of this page's handlers, which afterwards redirects to the same list.</summary>
    public string Address(string handler) => Url.Content($"~{WithQuery($"handler={handler}")}");

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ListAsync(cancellation);
        var done = Shared.FlashMessage.Take(HttpContext);
        var (n, left) = (done?.Count ?? 0, done?.Left ?? 0);
        Done = done?.What switch
        {
            "deleted" => $"{n} deleted. They are in the bin for 30 days.",
            "restored" => n == 1 ? "Restored." : $"{n} restored.",
            "changed" => $"{n} changed.{(left > 0 ? $" {left} had {Limits.Tags} tags already and were left as they are." : "")}",
            "forgotten" => "Everything of yours is deleted, and this browser is a stranger to us again.",
            _ => null,
        };
        UndoAt = done is { What: "deleted" } ? done.At : null;
    }

    /// <summary>Updates a page that stayed open: the blocks of these elements and of all elements with marks of the reader, the notes in the margin,
    /// and these cards.</summary>
    public async Task<IActionResult> OnGetBlocksAsync(string[] block, Guid[] card, CancellationToken cancellation)
    {
        var mine = await Marks.AllAsync(cancellation);
        var asked = block.ToHashSet(StringComparer.Ordinal);
        return Partial("_RefreshFragment", new RefreshFragment(
            Blocks(mine, element => asked.Contains(element.Id)),
            await MarginNotes.OfAsync(mine, Marks, null, 0, cancellation),
            [.. (await Marks.FindAsync(card, cancellation)).Select(a => new NoteCard(a, Essay))]));
    }

    /// <summary>More notes for the margin, starting with a given one, for a page that was sent with only the first of them.</summary>
    public async Task<IActionResult> OnGetMarginAsync(Guid? from, int at, CancellationToken cancellation) =>
        Partial("_MoreMarginNotes", await MarginNotes.OfAsync(await Marks.AllAsync(cancellation), Marks, from, at, cancellation));

    public async Task<IActionResult> OnPostMarkAsync(MarkForm form, CancellationToken cancellation)
    {
        var target = form.ToTarget();
        var outcome = HighlightColours.Find(form.Colour) is not { } colour ? new Outcome.Refused(Refusal.UnknownColour)
            : await anchors.IsChangedAsync(target, cancellation) ? new Outcome.Refused(Refusal.PassageChanged)
            : await Annotations.CreateAsync(new NewAnnotation(form.Id, target, colour, form.Note, form.Tags), cancellation);

        switch (outcome)
        {
            case Outcome.Saved { Annotation: var saved, Notice: var notice }:
                return await NewAsync(saved, $"/notes/{saved.Id}", firstSaves, cancellation, notice);
            case Outcome.Refused { Refusal: var refusal }:
                Draft = form.Note;
                return IsFetch ? Refuse(refusal) : await RefusedAsync(refusal, cancellation);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostManyAsync(ManyForm form, CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        var isAll = form.All is not null;
        var ids = isAll ? await reading.ReadAsync(Filter, cancellation).Select(a => a.Id).ToArrayAsync(cancellation) : form.Ids ?? [];
        if (ids.Length == 0)
        {
            return await RefusedAsync(NothingChosen, cancellation);
        }

        return form.Act switch
        {
            "delete" => await DeleteAsync(ids, cancellation),
            var act when ExportFormat.Find(act) is { } format => await ExportAsync(isAll ? [] : ids, format, cancellation),
            "recolour" => HighlightColours.Find(form.Colour) is { } colour
                ? await ChangeAsync(ids, new BulkChange { Colour = colour }, cancellation)
                : await RefusedAsync(Refusal.UnknownColour, cancellation),
            "tag" or "untag" => await TagAsync(ids, TagList.Of(form.Tags ?? []), form.Act == "tag", cancellation),
            _ => NotFound(),
        };
    }

    public async Task<IActionResult> OnPostUndoAsync([FromForm] long at, CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        if (AnnotationInput.Moment(at) is not { } moment || at < 0 || moment > clock.GetUtcNow())
        {
            return await RefusedAsync(NothingDeleted, cancellation);
        }

        return await AnswerAsync("restored", await many.RestoreAsync(await bin.IdsAsync(moment, cancellation), cancellation), null, cancellation);
    }

    private async Task<IActionResult> DeleteAsync(Guid[] ids, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await AnswerAsync("deleted", await many.DeleteAsync(ids, now, cancellation), now.ToUnixTimeMilliseconds(), cancellation);
    }

    private async Task<IActionResult> TagAsync(Guid[] ids, IReadOnlyList<string> tags, bool isAdded, CancellationToken cancellation)
    {
        if ((tags.Count == 0 ? NoTags : TagList.Check(tags)) is { } refusal)
        {
            return await RefusedAsync(refusal, cancellation);
        }

        return await ChangeAsync(ids, isAdded ? new BulkChange { TagsAdded = tags } : new BulkChange { TagsTakenOff = tags }, cancellation);
    }

    private async Task<IActionResult> ChangeAsync(Guid[] ids, BulkChange change, CancellationToken cancellation) =>
        await AnswerAsync("changed", await many.ChangeAsync(ids, change, cancellation), null, cancellation);

    private async Task<IActionResult> ExportAsync(Guid[] ids, ExportFormat format, CancellationToken cancellation)
    {
        if (ids.Length > MostInAnAddress)
        {
            return await RefusedAsync(TooManyChosen, cancellation);
        }

        return BackTo(null, $"{format.Path}?{string.Join('&', ids.Select(id => $"ids={id:N}").Prepend(Filter.ToQuery()).Where(part => part.Length > 0))}");
    }

    private async Task<IActionResult> AnswerAsync(string did, ManyOutcome outcome, long? at, CancellationToken cancellation)
    {
        if (outcome.Refusal is { } refusal)
        {
            return await RefusedAsync(refusal, cancellation);
        }

        new FlashMessage(did, outcome.Done, outcome.Left, at).Set(HttpContext);
        return BackTo(null, Filter.ToQuery() is { Length: > 0 } query ? $"/notes?{query}" : "/notes");
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, CancellationToken cancellation)
    {
        Response.StatusCode = refusal.Status;
        Refusal = refusal;
        await ListAsync(cancellation);
        return Page();
    }

    // The tag that is selected, and the tags that are used most.
    private IReadOnlyList<string> TagsOf(IReadOnlyList<Annotation> all)
    {
        var used = all.SelectMany(a => a.Tags).CountBy(tag => tag, TagList.Comparer).OrderByDescending(tag => tag.Value).Select(tag => tag.Key);
        return [.. used.Where(tag => TagList.Comparer.Equals(tag, Filter.Tag)).Concat(used).Distinct(TagList.Comparer).Take(MostTags).Order(TagList.Comparer)];
    }

    private string WithQuery(string more) => $"/notes?{(Filter.ToQuery() is { Length: > 0 } query ? $"{query}&" : "")}{more}";

    private async Task ListAsync(CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        var all = await reading.ListAsync(cancellation);
        var found = Filter.Apply(all, Essay);
        (Total, Found) = (all.Count, found.Count);
        Unreadable = await reading.UnreadableAsync(cancellation);
        OwnTags = TagsOf(all);
        Pager = Pager.Of("/notes", Filter.ToQuery(), int.TryParse(Request.Query["page"], out var page) ? page : 1, found.Count, PageLength);
        var here = $"{Request.PathBase}{Pager.AddressOf(Pager.Page)}";
        Cards = [.. found.Skip(Pager.Skipped(PageLength)).Take(PageLength).Select(a => new NoteCard(a, Essay) { ReturnTo = $"{here}#card-{a.Id:D}" })];
    }
}
