using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Shown;

namespace SinoRussia.Web.Pages.Shown;

/// <summary>What a reader shows with a link: one note, or a choice of them. It is the same for everybody who has the address, and changes nothing.</summary>
[SecretAddress]
internal sealed class ShownModel(ShownNotes shown, ShownMisses misses, Edition edition, CurrentAnchors anchors, PassageLinks links, SiteAddress site) : PageModel
{
    private const int PageLength = 50;

    // On a page for print.
    private const int WholePageLength = 1000;

    private const int TitleLength = 60; // link previews cut longer titles
    private const int DescriptionLength = 200;

    public Essay Essay => edition.Essay;

    public ShownReading? Reading { get; private set; }

    public IReadOnlyList<ShownNote> Notes { get; private set; } = [];

    public Pager Pager { get; private set; } = new("", "", 1, 1);

    public PageHead Head { get; private set; } = new(edition.Essay.Metadata.Title);

    /// <summary>Whether the page is for print.</summary>
    public bool IsWhole { get; private set; }

    public string WholeAddress => Url.Content($"~/n/{Reading?.Token}?whole=yes");

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Response.Headers.CacheControl = NotStoredAttribute.CacheControl;
        base.OnPageHandlerExecuting(context);
    }

    /// <param name="token">White space is bound as <see langword="null"/>.</param>
    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellation)
    {
        if (misses.AreTooMany(HttpContext.Connection.RemoteIpAddress))
        {
            Response.Headers.RetryAfter = SecretAddressAttribute.RetryAfter;
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await shown.FindAsync(token ?? "", HttpContext.Connection.RemoteIpAddress, cancellation) is not { } reading)
        {
            return NotFound();
        }

        Reading = reading;
        IsWhole = Request.Query.ContainsKey("whole");
        var length = IsWhole ? WholePageLength : PageLength;
        Pager = Pager.Of($"/n/{reading.Token}", IsWhole ? "whole=yes" : "", int.TryParse(Request.Query["page"], out var page) ? page : 1, reading.Count, length);
        var notes = (await shown.PageAsync(reading, Pager.Skipped(length), length, cancellation)).Select(annotation => new ShownNote(annotation, edition, links)).ToList();
        var nearest = await anchors.NearestElementsAsync(notes.Where(note => note.Home is null).Select(note => note.Annotation), cancellation);
        notes.ForEach(note => note.Nearest = nearest.GetValueOrDefault(note.Annotation.Id));
        Notes = notes;
        Head = await HeadAsync(reading, cancellation);
        return Page();
    }

    private async Task<PageHead> HeadAsync(ShownReading reading, CancellationToken cancellation)
    {
        var first = (Pager.Page == 1 && Notes is [var top, ..] ? top.Annotation : null) ?? (await shown.PageAsync(reading, 0, 1, cancellation) is [var only] ? only : null);
        var quotation = first is null ? "" : NotesFilter.QuotationOf(first, Essay);
        var name = UnicodeText.Isolated(reading.Name);
        var title = reading.IsReading ? $"{reading.InWords} by {name}"
            : first?.Note is { } note && NoteMarkdown.ToText(note).ReplaceLineEndings(" ") is { Length: > 0 } words ? UnicodeText.Shortened(words, TitleLength)
            : Quoted.Of(UnicodeText.Shortened(quotation, TitleLength));
        var card = ShownCards.Of(Essay, reading, quotation);
        return new PageHead(PageHead.TitleOf(title, Essay))
        {
            ShareTitle = title,
            Description = reading.IsReading
                ? $"A reading of {Essay.Metadata.Title} by {name}, with the words that each note is about."
                : $"By {name}, on {Quoted.Of(UnicodeText.Shortened(quotation, DescriptionLength))}",
            Address = $"{site.Root}/n/{reading.Token}",
            Card = new PageCard($"{site.Root}/n/{reading.Token}/card.png", card.Alternative),
            IsListed = false,
        };
    }
}
