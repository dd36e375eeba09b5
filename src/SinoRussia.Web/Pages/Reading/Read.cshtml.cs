using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
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

/// <summary>The essay, as a whole or as the page of one of its sections or paragraphs.</summary>
[AnonymousPage("q", "was")] // without marks there is none to adjust, and without q nothing is found
[ReaderPage]
internal sealed class ReadModel(
    Essay essay, ReaderAnnotations annotations, ReaderMarks marks, CurrentReader reader, RemovedAddresses removed, StorageStatus storage,
    SiteAddress site) : PageModel
{
    private const int DescriptionLength = 200;

    public Essay Essay => essay;

    /// <summary>The site's address, without a slash at its end.</summary>
    public string Root => site.Root;

    public EssayHtml Html { get; private set; } = new(essay, [], new EssayLinks(""));

    public PageHead Head { get; private set; } = new(essay.Metadata.Title);

    /// <summary>Whether the reader's marks could not be read.</summary>
    public bool IsWithoutMarks { get; private set; }

    /// <summary>Whether that is because the cookie cannot be read that tells who they are.</summary>
    public bool IsReaderUnknown => reader.IsUnknown;

    /// <summary>What the reader wrote and where it stands in the text, in the order of the signs that follow the marks: on paper both are lettered.</summary>
    public MarginNotes Notes { get; private set; } = new([]);

    /// <summary>The section or paragraph that the address names, or <see langword="null"/> on the front page.</summary>
    public Place? Place { get; private set; }

    /// <summary>Whether the address that was asked for has been taken out of the essay, and this is what is nearest to it.</summary>
    public bool IsInsteadOfRemoved { get; private set; }

    /// <summary>The mark whose ends are being moved, or that looks for new words; <see langword="null"/> on all other visits.</summary>
    public Annotation? Adjusted { get; private set; }

    /// <summary>What the address looks for, or <see langword="null"/>.</summary>
    public SearchHits? Found { get; private set; }

    /// <param name="q">What was looked for on the search page, to be marked here.</param>
    /// <param name="at">The footnote that was found.</param>
    /// <param name="was">The address that was asked for and is gone.</param>
    /// <param name="adjust">The mark whose ends are to be moved.</param>
    public async Task<IActionResult> OnGetAsync([FromRoute] string? slug, [FromRoute] string? id, string? q, string? at, string? was, Guid? adjust, CancellationToken cancellation)
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

            var name = ElementLinks.NameOf(paragraph);
            Place = new Place(paragraph.Id, name, $"p/{id}", $"{char.ToUpperInvariant(name[0])}{name[1..]}", paragraph.Blocks[0].Text, Card.Of(essay, paragraph));
        }

        IsInsteadOfRemoved = was is not null && Place is not null;
        await ShowMineAsync(q, at ?? id ?? (slug is null ? null : essay.FindSection(slug)?.Heading.Id), adjust, cancellation);
        var card = Place?.Card ?? Card.Of(essay);
        Head = new PageHead(Place is null ? essay.Metadata.Title : $"{Place.Title} · {essay.Metadata.Title}")
        {
            ShareTitle = Place?.Title ?? essay.Metadata.Title,
            Description = UnicodeText.Shortened(Place?.Text ?? essay.Metadata.Description ?? essay.Metadata.Subtitle ?? essay.Metadata.Title, DescriptionLength),
            Address = $"{site.Root}/{Place?.Path}",
            Card = PageCard.Of(card, site),
            Canonical = $"{site.Root}/",
        };
        Response.Headers.CacheControl = IsWithoutMarks ? "private, no-store" : "private, no-cache"; // nobody keeps a page that lacks the reader's own
        return Page();
    }

    // Reading needs no database.
    private async Task ShowMineAsync(string? query, string? place, Guid? adjust, CancellationToken cancellation)
    {
        var mine = MarksInText.None;
        try
        {
            mine = await marks.AllAsync(cancellation);
            Notes = await MarginNotes.OfAsync(mine, marks, null, 0, cancellation);
            Adjusted = adjust is { } id && await annotations.FindAsync(id, cancellation) is { DeletedAt: null } mark ? mark : null;
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            IsWithoutMarks = true;
        }

        Found = SearchHits.In(essay, query, place);
        Html = mine.Marks.Count >= ElementPieces.FewestMarks && Found is null && HttpContext.Features.Get<ElementPieces>() is { } pieces
            ? pieces.Html(essay, mine, Request.PathBase)
            : HighlightMapping.Render(essay, mine, Request.PathBase, Found?.Passages);
    }
}
