using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Shown;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The list of the reader's notes, with search, filters, sorting and bulk changes; new marks are posted here, too.</summary>
internal sealed class NotesModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, AnnotationQueries reading, CurrentAnchors anchors, ManyAnnotations many, Bin bin, FirstSaves firstSaves, ReaderWays ways, Showing showing, ReadingLinks readings, TimeProvider clock)
    : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 50;

    // With fewer notes there is little to lose, and the line would be in the way.
    private const int WorthKeeping = 3;

    // On a page for print, without forms.
    private const int WholePageLength = 1000;

    public IReadOnlyList<NotesEntry> Entries { get; private set; } = [];

    public NotesFilter Filter { get; private set; } = new();

    /// <summary>How many there are, and what the list can be narrowed to.</summary>
    public NotesTally Tally { get; private set; } = new(new NotesFilter(), [], []);

    /// <summary>What the filter finds, for the form that shows it.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>When the notes on this page were read, in milliseconds, for the forms that show them.</summary>
    public long Opened { get; private set; }

    public Pager Pager { get; private set; } = new("/notes", "", 1, 1);

    /// <summary>How many further annotations cannot be read at the moment.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Whether entries can be ticked, to change many at once.</summary>
    public bool IsSelecting { get; private set; }

    /// <summary>Whether the page is for print: all entries, without forms.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The address of this page with boxes to tick, or without them if it has them.</summary>
    public string SelectAddress => Url.Content($"~{Pager.AddressOf(Pager.Page, IsSelecting ? "" : "select=yes")}");

    /// <summary>The address of all that the filter finds, for print.</summary>
    public string WholeAddress => Url.Content($"~{WithQuery("whole=yes")}");

    /// <summary>Whether anything but this browser leads to the notes.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Whether to say above the list that the notes live in this browser only.</summary>
    public bool OffersToKeep { get; private set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>What the reader wrote and could not be saved.</summary>
    public string? Draft { get; private set; }

    /// <summary>The result of the last form, or <see langword="null"/>.</summary>
    public DoneMessage? Done { get; private set; }

    /// <summary>The address of one of this page's handlers, which afterwards redirects to the same list.</summary>
    public string Address(string handler) => Url.Content($"~{WithQuery($"handler={handler}")}");

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ListAsync(cancellation);
        Done = DoneMessage.Take(HttpContext, ListAddress, WithQuery("handler=Undo"));
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
            : await Annotations.CreateAsync(new NewAnnotation(form.Id, target, colour, form.Note, form.Tags) { ChangesSamePassage = true, IsShown = Showing.IsAsked(form.Visibility) }, cancellation);

        switch (outcome)
        {
            case Outcome.Saved saved when Showing.IsAsked(form.Visibility):
                return await NewAsync(await showing.ShowNewAsync(saved, form.Note, cancellation), $"/notes/{saved.Annotation.Id:D}/show", firstSaves, cancellation);
            case Outcome.Saved saved:
                return await NewAsync(saved, $"/notes/{saved.Annotation.Id}", firstSaves, cancellation);
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
            return await RefusedAsync(Refusal.NothingChosen, cancellation);
        }

        return form.Act switch
        {
            "delete" => await NowAsync("deleted", now => many.DeleteAsync(ids, now, cancellation), cancellation),
            "show" when isAll => await OnPostShowAsync(form.Seen, form.Opened, cancellation),
            "show" => await ShowAsync(await Marks.FindAsync(ids, cancellation), form.Opened, null, cancellation),
            var act when ExportFormat.Find(act) is { } format => await ExportAsync(isAll ? [] : ids, format, cancellation),
            "recolour" or null => HighlightColours.Find(form.Colour) is { } colour
                ? await ChangeAsync(ids, new BulkChange { Colour = colour }, cancellation)
                : await RefusedAsync(Refusal.UnknownColour, cancellation),
            "tag" or "untag" => await TagAsync(ids, TagList.Of(form.Tags ?? []), form.Act == "tag", cancellation),
            _ => NotFound(),
        };
    }

    /// <summary>Shows all that the filter finds with one link.</summary>
    /// <param name="seen">What it found on the page that the reader saw.</param>
    /// <param name="opened">The <see cref="Opened"/> of that page.</param>
    public async Task<IActionResult> OnPostShowAsync([FromForm] string? seen, [FromForm] long? opened, CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        var found = await reading.ReadAsync(Filter, cancellation).ToArrayAsync(cancellation);
        return found.Length > 0 && SeenNotes.DigestOfIds(found.Select(note => note.Id)) != seen
            ? await RefusedAsync(ReadingLinks.OtherMatches(found.Length), cancellation)
            : await ShowAsync(found, opened, ChoiceOf(Filter), cancellation);
    }

    public async Task<IActionResult> OnPostUndoAsync([FromForm] long at, [FromForm] string? what, CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        if (AnnotationInput.Moment(at) is not { } moment || at < 0 || moment > clock.GetUtcNow())
        {
            return await RefusedAsync(Refusal.NothingDeleted, cancellation);
        }

        if (what == "changed")
        {
            var outcome = await many.UndoChangeAsync(await reading.IdsChangedAsync(moment, cancellation), moment, cancellation);
            return outcome is { Done: 0, Refusal: null } ? await RefusedAsync(Refusal.NothingChanged, cancellation) : await AnswerAsync("undone", outcome, null, cancellation);
        }

        return await AnswerAsync("restored", await many.RestoreAsync(await bin.IdsAsync(moment, cancellation), cancellation), null, cancellation);
    }

    protected override Task<NoteCard> CompleteAsync(NoteCard card, CancellationToken cancellation) => showing.WithLinkAsync(card, cancellation);

    // A link shows its notes in the order of the essay.
    private static string ChoiceOf(NotesFilter filter) => (filter with { Order = default }).ToQuery();

    private async Task<IActionResult> ShowAsync(IReadOnlyCollection<Annotation> notes, long? opened, string? choice, CancellationToken cancellation) =>
        notes.Any(note => note.ModifiedAt.ToUnixTimeMilliseconds() > opened) ? await RefusedAsync(ReadingLinks.ChangedMeanwhile, cancellation)
        : await readings.ShowAsync([.. notes.Select(SeenNote.Of)], choice, cancellation) switch
        {
            (_, { } refusal) => await RefusedAsync(refusal, cancellation),
            var (link, _) => BackTo(null, $"/notes/shown#link-{link:D}"),
        };

    private async Task<IActionResult> TagAsync(Guid[] ids, IReadOnlyList<string> tags, bool isAdded, CancellationToken cancellation) =>
        (tags.Count == 0 ? Refusal.NoTags : TagList.Check(tags)) is { } refusal
            ? await RefusedAsync(refusal, cancellation)
            : await ChangeAsync(ids, isAdded ? new BulkChange { TagsAdded = tags } : new BulkChange { TagsTakenOff = tags }, cancellation);

    private Task<IActionResult> ChangeAsync(Guid[] ids, BulkChange change, CancellationToken cancellation) =>
        NowAsync("changed", now => many.ChangeAsync(ids, change, now, cancellation), cancellation);

    // Undo finds by the moment what was deleted or changed together.
    private async Task<IActionResult> NowAsync(string did, Func<DateTimeOffset, Task<ManyOutcome>> act, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await AnswerAsync(did, await act(now), now.ToUnixTimeMilliseconds(), cancellation);
    }

    private async Task<IActionResult> ExportAsync(Guid[] ids, ExportFormat format, CancellationToken cancellation)
    {
        if (ids.Length > ManyRefusals.MostInAnAddress)
        {
            return await RefusedAsync(Refusal.TooManyChosen, cancellation);
        }

        return BackTo(null, format.PathOf(string.Join('&', ids.Select(id => $"ids={id:N}").Prepend(Filter.ToQuery()).Where(part => part.Length > 0))));
    }

    private async Task<IActionResult> AnswerAsync(string did, ManyOutcome outcome, long? at, CancellationToken cancellation)
    {
        if (outcome.Refusal is { } refusal)
        {
            return await RefusedAsync(refusal, cancellation);
        }

        new FlashMessage(did, outcome.Done) { Left = outcome.Left, Joined = outcome.Joined, At = at }.Set(HttpContext);
        return BackTo(null, Filter.Path);
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, CancellationToken cancellation)
    {
        Response.StatusCode = refusal.Status;
        Refusal = refusal;
        await ListAsync(cancellation);
        return Page();
    }

    private string ListAddress => $"{Request.PathBase}{Pager.AddressOf(Pager.Page)}";

    private string WithQuery(string more) => $"/notes?{(Filter.ToQuery() is { Length: > 0 } query ? $"{query}&" : "")}{more}";

    private async Task ListAsync(CancellationToken cancellation)
    {
        Filter = NotesQuery.Filter(Request.Query);
        IsSelecting = Request.Query.ContainsKey("select") || Response.StatusCode == StatusCodes.Status422UnprocessableEntity;
        IsWhole = Request.Query.ContainsKey("whole");
        Opened = clock.GetUtcNow().ToUnixTimeMilliseconds(); // before they are read
        var all = await reading.ListAsync(cancellation);
        var others = all.Where(Filter.WithoutChoices().Fits(Essay)).ToList(); // the words are searched for once
        var found = Filter.Chosen(others);
        Tally = new NotesTally(Filter, all, others) { Found = found.Count };
        Seen = IsWhole ? "" : SeenNotes.DigestOfIds(found.Select(a => a.Id));
        Unreadable = await reading.UnreadableAsync(cancellation);
        (IsKept, var isHintDismissed) = await ways.AreKeptAsync(cancellation);
        OffersToKeep = !IsKept && !isHintDismissed && !IsWhole && Tally.Total >= WorthKeeping;
        var length = IsWhole ? WholePageLength : PageLength;
        var query = string.Join('&', new[] { Filter.ToQuery(), IsWhole ? "whole=yes" : "" }.Where(part => part.Length > 0));
        Pager = Pager.Of("/notes", query, int.TryParse(Request.Query["page"], out var page) ? page : 1, found.Count, length);
        var search = TextSearch.Parse(Filter.Words);
        Entries = [.. found.Skip(Pager.Skipped(length)).Take(length).Select(a => new NotesEntry(new NoteCard(a, Essay) { ReturnTo = ListAddress }) { Search = search, IsPlain = IsWhole })];
    }
}
