using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Pages.Notes;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>The whole essay, also when the address names one of its sections or paragraphs.</summary>
[AnonymousPage("q", "was", "footnotes")] // "adjust" needs marks, and "at" has no effect without "q"
[ReaderPage]
internal sealed class ReadModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, CurrentReader reader, RemovedAddresses removed, StorageStatus storage,
    SiteAddress site) : PageModel
{
    private const int DescriptionLength = 200;
    private const int TitleLength = 60; // link previews cut longer titles

    private Passage? linked;

    public Essay Essay => essay;

    /// <summary>The site's address, without a slash at the end.</summary>
    public string Root => site.Root;

    public EssayHtml Html { get; private set; } = new(essay, [], new EssayLinks(""));

    public PageHead Head { get; private set; } = new(essay.Metadata.Title);

    /// <summary>Whether the reader's marks could not be read.</summary>
    public bool IsWithoutMarks { get; private set; }

    /// <summary>Whether the reason is that the cookie that identifies the reader cannot be read.</summary>
    public bool IsReaderUnknown => reader.IsUnknown;

    /// <summary>The reader's marks and notes, ordered as the signs that follow them in the text. In print both are numbered with letters.</summary>
    public MarginNotes Notes { get; private set; } = new([]);

    /// <summary>The section or paragraph that the address names; <see langword="null"/> on the front page.</summary>
    public Place? Place { get; private set; }

    /// <summary>Whether the requested address was removed from the essay, so that this is the nearest part instead.</summary>
    public bool IsInsteadOfRemoved { get; private set; }

    /// <summary>The mark that the reader is adjusting or moving to other words; otherwise <see langword="null"/>.</summary>
    public Annotation? Adjusted { get; private set; }

    /// <summary>The status of the footnotes that the list shows at first, or <see langword="null"/> for all.</summary>
    public FootnoteStatus? ShownStatus { get; private set; }

    /// <summary>Whether the reader has marked anything, so that they need no hint.</summary>
    public bool HasMarked { get; private set; }

    /// <summary>The search that the address asks for, or <see langword="null"/>.</summary>
    public SearchHits? Found { get; private set; }

    /// <param name="words">The words that the address names, as <see cref="WordRange"/>.</param>
    /// <param name="q">The search query, whose matches are marked here.</param>
    /// <param name="at">The footnote in which the match is.</param>
    /// <param name="was">The requested address, which no longer exists.</param>
    /// <param name="footnotes">The status of the footnotes to show, as in <see cref="FootnoteStatus.Name"/>.</param>
    /// <param name="adjust">The mark to adjust.</param>
    public async Task<IActionResult> OnGetAsync([FromRoute] string? slug, [FromRoute] string? id, [FromRoute] string? words, string? q, string? at, string? was, string? footnotes, Guid? adjust, CancellationToken cancellation)
    {
        if (slug is not null)
        {
            if (essay.FindSection(slug) is not { } section)
            {
                return await removed.SectionAsync(slug, cancellation) is { } survivor
                    ? Redirect($"{Request.PathBase}/s/{survivor.Slug}?was={Uri.EscapeDataString(slug)}#{survivor.Slug}")
                    : NotFound();
            }

            Place = new Place(section.Slug, ElementLinks.NameOf(section), $"s/{slug}", section.Title, section.Elements[0].Blocks[0].Text, Card.Of(essay, section));
        }
        else if (id is not null)
        {
            if (essay.FindParagraph(id) is not { } paragraph)
            {
                return await removed.ParagraphAsync(id, cancellation) is { } near
                    ? Redirect($"{Request.PathBase}/p/{near.Id}?was={Uri.EscapeDataString(id)}#{near.Id}")
                    : NotFound();
            }

            if (words is null)
            {
                Place = new Place(paragraph.Id, ElementLinks.NameOf(paragraph), $"p/{id}", TitleOf(paragraph, paragraph.Blocks[0].Text), paragraph.Blocks[0].Text, Card.Of(essay, paragraph));
            }
            else if (!WordRange.TryParse(words, out var range))
            {
                return NotFound();
            }
            else if (range.In(essay, paragraph) is { } passage)
            {
                linked = passage;
                Place = new Place(paragraph.Id, ElementLinks.NameOf(paragraph), $"p/{id}/{range}", TitleOf(paragraph, essay.TextOf(passage)), essay.TextOf(passage), Card.Of(essay, paragraph, range, passage));
            }
            else
            {
                return Redirect($"{Request.PathBase}/p/{id}"); // the paragraph was edited since the link was made
            }
        }

        ShownStatus = FootnoteStatus.All.FirstOrDefault(status => status.Name == footnotes);
        IsInsteadOfRemoved = was is not null && Place is not null;
        await ShowMineAsync(q, at ?? id ?? (slug is null ? null : essay.FindSection(slug)?.Heading.Id), adjust, cancellation);
        var card = Place?.Card ?? Card.Of(essay);
        Head = new PageHead(Place is null ? essay.Metadata.Title : PageHead.TitleOf(Place.Title, essay))
        {
            ShareTitle = Place?.Title ?? essay.Metadata.Title,
            Description = UnicodeText.Shortened(Place?.Text ?? essay.Metadata.Description ?? essay.Metadata.Subtitle ?? essay.Metadata.Title, DescriptionLength),
            Address = $"{site.Root}/{Place?.Path}",
            Card = PageCard.Of(card, site),
            Canonical = $"{site.Root}/",
        };
        Response.Headers.CacheControl = IsWithoutMarks ? NotStoredAttribute.CacheControl : "private, no-cache"; // a page without the reader's own marks must not be stored
        return Page();
    }

    // The essay must be readable without the database.
    private async Task ShowMineAsync(string? query, string? place, Guid? adjust, CancellationToken cancellation)
    {
        var mine = MarksInText.None;
        try
        {
            mine = await marks.AllAsync(cancellation);
            HasMarked = mine.Marks.Count > 0 || mine.Detached.Count > 0;
            Notes = await MarginNotes.OfAsync(mine, marks, null, 0, cancellation);
            Adjusted = adjust is { } id && await annotations.FindAsync(id, cancellation) is { DeletedAt: null } mark ? mark : null;
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            IsWithoutMarks = true;
        }

        Found = SearchHits.In(essay, query, place);
        Html = mine.Marks.Count >= ElementPieces.FewestMarks && Found is null && linked is null && HttpContext.Features.Get<ElementPieces>() is { } pieces
            ? pieces.Html(essay, mine, Request.PathBase)
            : Found is null && linked is { } words
                ? HighlightMapping.Render(essay, mine, Request.PathBase, [words], "linked")
                : HighlightMapping.Render(essay, mine, Request.PathBase, Found?.Passages);
    }

    private static string TitleOf(Element paragraph, string text) =>
        $"{Quoted.Of(UnicodeText.Shortened(text, TitleLength))} · {(paragraph.Number is { } number ? $"¶ {number}" : ElementLinks.NameOf(paragraph))}";
}
