using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Notes;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Shown;

/// <summary>All links with which the reader shows notes.</summary>
internal sealed class LinksModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, NoteLinks links, ReadingLinks readings, NoteLinkQueries queries, ReaderNames names, Showing showing, CurrentReader reader)
    : NotesPageModel(essay, annotations, marks)
{
    private const int PageLength = 50;
    private const int WordsLength = 160;

    /// <summary>Those on this page, newest first.</summary>
    public IReadOnlyList<ShownLink> Links { get; private set; } = [];

    public int Count { get; private set; }

    public Pager Pager { get; private set; } = new("/notes/shown", "", 1, 1);

    public string? Name { get; private set; }

    /// <summary>The name that was sent and refused.</summary>
    public string? AskedName { get; private set; }

    public string Suggestion => names.Suggestion;

    public NameMark Mark => NameMark.Of(reader.Id!.Value); // a reader without links sees no name

    public Refusal? Refusal { get; private set; }

    public DoneMessage? Done { get; private set; }

    public LinkForms FormsOf(ShownLink shown) => new(showing.AddressOf(shown.Link), shown.Link.Id, NoteLinks.AddressSeen(shown.Link), Path("Renew"), Path("End"));

    /// <summary>The address of one of this page's handlers, which then leads back to this page of the list.</summary>
    public string Path(string handler) => Pager.AddressOf(Pager.Page, $"handler={handler}");

    public string TitleOf(ShownLink shown) => shown switch
    {
        { Only: { Note: null } } => "A highlight",
        { Only: not null } => "A note",
        { Link.Choice: "" } => "Chosen from all my notes",
        { Link.Choice: { } choice } => $"Notes chosen by {string.Join(", ", ChosenBy(NoteLinkQueries.FilterOf(choice)))}",
        { Count: 0 } => "Nothing: it is deleted for good",
        { Count: 1 } => "A note in the bin",
        _ => "Notes chosen one by one",
    };

    public static string CountOf(ShownLink shown) => shown switch
    {
        { Count: 1, Visible: 0 } => "1 entry, which others do not see now",
        { Count: 1 } => "1 entry",
        _ when shown.Visible == shown.Count => $"{shown.Count:N0} entries",
        _ => $"{shown.Visible:N0} of {shown.Count:N0} entries; {(shown.Count - shown.Visible == 1 ? "the other one is" : "the others are")} deleted or private",
    };

    public string WordsOf(Annotation annotation) =>
        UnicodeText.Shortened(annotation.Note is { } note ? NoteMarkdown.ToText(note) : NotesFilter.QuotationOf(annotation, Essay), WordsLength);

    private int AskedPage => int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Done = DoneMessage.Take(HttpContext);
        await ListAsync(cancellation);
    }

    public async Task<IActionResult> OnPostNameAsync([FromForm] string? name, CancellationToken cancellation)
    {
        AskedName = name;
        return await AnswerAsync("named", 1, await names.ChangeAsync(name, cancellation), cancellation);
    }

    public async Task<IActionResult> OnPostRenewAsync([FromForm] Guid link, [FromForm] string? seen, CancellationToken cancellation) =>
        await AnswerAsync("renewed", 1, await links.RenewAsync(link, seen, cancellation), cancellation, link);

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid link, CancellationToken cancellation) =>
        await AnswerAsync("ended", 1, await links.EndAsync(link, cancellation), cancellation);

    public async Task<IActionResult> OnPostEndAllAsync(CancellationToken cancellation) =>
        await AnswerAsync("ended", 2, await links.EndAllAsync(cancellation), cancellation);

    public async Task<IActionResult> OnPostAddAsync([FromForm] Guid link, [FromForm] string? seen, CancellationToken cancellation) =>
        await AnswerAsync("added", await readings.AddAsync(link, seen, cancellation), link, cancellation);

    public async Task<IActionResult> OnPostHeldBackAsync([FromForm] Guid link, [FromForm] string? seen, CancellationToken cancellation) =>
        await AnswerAsync("added", await readings.ShowHeldBackAsync(link, seen, cancellation), link, cancellation);

    private Task<IActionResult> AnswerAsync(string did, (int Count, Refusal? Refusal) done, Guid link, CancellationToken cancellation) =>
        AnswerAsync(did, done.Count, done.Refusal, cancellation, link);

    private async Task<IActionResult> AnswerAsync(string did, int count, Refusal? refusal, CancellationToken cancellation, Guid? link = null)
    {
        Refusal = refusal;
        if (refusal is null)
        {
            new FlashMessage(did, count).Set(HttpContext);
            return BackTo(null, $"/notes/shown{(AskedPage > 1 ? $"?page={AskedPage}" : "")}{(link is null ? "" : $"#link-{link:D}")}");
        }

        Response.StatusCode = refusal.Status;
        await ListAsync(cancellation);
        return Page();
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        Count = await queries.CountAsync(cancellation);
        Pager = Pager.Of("/notes/shown", "", AskedPage, Count, PageLength);
        Links = await queries.ListAsync(Pager.Skipped(PageLength), PageLength, cancellation);
        Name = await names.NameAsync(cancellation);
    }

    private IEnumerable<string> ChosenBy(NotesFilter filter)
    {
        if (filter.Section is { } slug)
        {
            yield return slug == NotesFilter.Footnotes ? "the footnotes" : Essay.FindSection(slug) is { } section ? $"the section “{section.Title}”" : "a section that was removed";
        }

        if (filter.Tag is { } tag)
        {
            yield return $"the tag “{tag}”";
        }

        if (filter.Colour is { } colour)
        {
            yield return $"the colour {HighlightMapping.CssName(colour)}";
        }

        if (filter.Kind is { } kind)
        {
            yield return kind == NotesKind.Note ? "those with words" : "those without words";
        }

        if (filter.State is not null)
        {
            yield return "what happened to the words";
        }

        if (filter.Words is { } words)
        {
            yield return $"the words “{words}”";
        }
    }
}
