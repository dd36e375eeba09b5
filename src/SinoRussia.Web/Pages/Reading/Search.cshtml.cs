using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Pages.Notes;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>Looks for words in the essay, its notes, and what the reader wrote.</summary>
internal sealed class SearchModel(Essay essay, AnnotationQueries annotations, StorageStatus storage) : PageModel
{
    // The page of the reader's notes searches, too, and shows what it finds in pages.
    private const int MostOfMine = 50;

    /// <summary>What was asked for, as it was typed.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Whether nothing was asked for: there is only the form.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether the reader's own notes could not be looked through.</summary>
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

    // The essay is searched all the same.
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

/// <summary>What was found in one kind of text.</summary>
/// <param name="Items">The first of them.</param>
internal sealed record FoundGroup(string Title, IReadOnlyList<FoundItem> Items)
{
    /// <summary>How many there are.</summary>
    public int Count { get; init; } = Items.Count;

    /// <summary>Where all of them are, from the site's root, or <see langword="null"/> when they are here.</summary>
    public string? AllPath { get; init; }
}

/// <param name="Path">From the site's root.</param>
/// <param name="Name">What it is.</param>
/// <param name="Place">Where that stands, or <see langword="null"/>.</param>
/// <param name="Words">As much of it as shows what was found.</param>
internal sealed record FoundItem(string Path, string Name, string? Place, ImmutableArray<ExcerptPiece> Words)
{
    /// <summary>What the reader wrote on those words.</summary>
    public ImmutableArray<ExcerptPiece> Note { get; init; } = [];
}
