using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Notes;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>Searches the essay, its footnotes, and the reader's notes.</summary>
internal sealed class SearchModel(Essay essay, AnnotationQueries annotations, StorageStatus storage, SiteAddress site) : PageModel
{
    // A few of the reader's notes are enough here: the page of their notes can search as well, and has pages.
    private const int MostOfMine = 50;

    /// <summary>The query as the reader typed it.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Whether there is no query, so that only the form is shown.</summary>
    public bool IsEmpty { get; private set; }

    public PageHead Head => IsEmpty ? PageHead.Of(SitePage.Search(essay), essay, site) : new PageHead($"“{Query}” · Search");

    /// <summary>Whether the reader's notes could not be searched.</summary>
    public bool IsWithoutNotes { get; private set; }

    public IReadOnlyList<FoundGroup> Groups { get; private set; } = [];

    public int Count => Groups.Sum(group => group.Count);

    public async Task OnGetAsync(string? q, CancellationToken cancellation)
    {
        Query = (q ?? "").Trim();
        var search = TextSearch.Parse(Query);
        IsEmpty = search.IsEmpty;
        Response.Headers.CacheControl = "private, no-cache";
        if (IsEmpty)
        {
            return;
        }

        var inEssay = EssaySearch.Find(essay, search).ToLookup(found => found.Element.Kind == ElementKind.Footnote);
        FoundGroup[] groups =
        [
            new("In the essay", [.. inEssay[false].Select(InEssay)]),
            new("In the footnotes", [.. inEssay[true].Select(InEssay)]),
            InMine(await MineAsync(cancellation), search),
        ];
        Groups = [.. groups.Where(group => group.Items.Count > 0)];
    }

    // A failure of the database must not prevent a search of the essay.
    private async Task<IReadOnlyList<Annotation>> MineAsync(CancellationToken cancellation)
    {
        try
        {
            return await annotations.ListAsync(cancellation);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            IsWithoutNotes = true;
            return [];
        }
    }

    private FoundItem InEssay(FoundElement found)
    {
        var element = found.Element;
        var name = element.Kind == ElementKind.Footnote ? $"Footnote {essay.Footnotes.First(footnote => footnote.Body == element).Number}" : ElementLinks.NameOf(element);
        var words = Excerpt.Of(
            essay.Text[element.Start..element.End],
            [.. found.Passages.Select(p => new Passage(p.Start - element.Start, p.End - element.Start))]);
        return new FoundItem(SearchHits.PathOf(element, Query), name, essay.SectionOf(element)?.Title, words);
    }

    private FoundGroup InMine(IReadOnlyList<Annotation> mine, TextSearch search)
    {
        var (items, count) = (new List<FoundItem>(), 0);
        foreach (var annotation in mine)
        {
            var card = new NoteCard(annotation, essay);
            var words = annotation.Note is { } note ? NoteMarkdown.ToText(note) : "";
            if (search.Across([card.Quotation, words, .. annotation.Tags]) is [var inQuotation, var inWords, ..] && ++count <= MostOfMine)
            {
                items.Add(InNote(card, words, inQuotation, inWords));
            }
        }

        return new FoundGroup("In my notes", items) { Count = count, AllPath = count > items.Count ? $"/notes?q={Uri.EscapeDataString(Query)}" : null };
    }

    private static FoundItem InNote(NoteCard card, string words, ImmutableArray<Passage> inQuotation, ImmutableArray<Passage> inWords)
    {
        var annotation = card.Annotation;
        var name = $"Your {(annotation.Note is null ? "highlight" : "note")}";
        return new FoundItem($"/notes/{annotation.Id:D}", name, card.ContainingElement is { } home ? ElementLinks.NameOf(home) : null, Excerpt.Of(card.Quotation, inQuotation))
        {
            Note = Excerpt.Of(words, inWords),
        };
    }
}

/// <summary>The matches in one kind of text.</summary>
/// <param name="Items">The first matches.</param>
internal sealed record FoundGroup(string Title, IReadOnlyList<FoundItem> Items)
{
    /// <summary>The number of all matches.</summary>
    public int Count { get; init; } = Items.Count;

    /// <summary>The address of all matches, from the site's root; <see langword="null"/> when all are shown here.</summary>
    public string? AllPath { get; init; }
}

/// <param name="Path">From the site's root.</param>
/// <param name="Name">What the match is in, such as a paragraph or a footnote.</param>
/// <param name="Place">The section or other part around it, or <see langword="null"/>.</param>
/// <param name="Words">An excerpt around the match.</param>
internal sealed record FoundItem(string Path, string Name, string? Place, ImmutableArray<ExcerptPiece> Words)
{
    /// <summary>The note that the reader wrote on these words.</summary>
    public ImmutableArray<ExcerptPiece> Note { get; init; } = [];
}
