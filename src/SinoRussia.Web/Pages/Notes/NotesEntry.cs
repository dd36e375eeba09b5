using System.Collections.Immutable;
using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>One annotation in the list of the reader's notes.</summary>
internal sealed record NotesEntry(NoteCard Card)
{
    private const string Gone = "No longer in the essay";

    /// <summary>The search whose words are marked. Without one, none are.</summary>
    public TextSearch Search { get; init; } = TextSearch.Parse(null);

    /// <summary>Whether the entry is only for reading or for paper, without forms.</summary>
    public bool IsPlain { get; init; }

    public ImmutableArray<ExcerptPiece> Quotation => Pieces(Card.Quotation);

    public string? NoteHtml => Card.NoteHtml is { } html && !Search.IsEmpty ? FoundWords.Mark(html, Search) : Card.NoteHtml;

    /// <summary>Where in the essay it is, as short as possible; <see langword="null"/> when its words are no longer there.</summary>
    public string? Place => Card.ContainingElement switch
    {
        null => null,
        { Number: { } number } => $"¶ {number}",
        { Kind: ElementKind.Footnote } body => $"Footnote {Card.Essay.Footnotes.First(footnote => footnote.Body == body).Number}",
        { Kind: ElementKind.Figure } => "Caption",
        _ => "Heading",
    };

    /// <summary>The title of the part of the essay that it is in.</summary>
    public string Part => Card.ContainingElement is not { } home ? Gone : Card.Essay.SectionOf(home)?.Title ?? "Footnotes";

    /// <summary>The number of its section as the essay's page shows it, such as <c>IV</c>; empty when it is in no section.</summary>
    public string PartNumeral => Card.ContainingElement is { } home && Card.Essay.SectionOf(home) is { } section ? Numeral(Card.Essay.Sections.IndexOf(section) + 1) : "";

    /// <summary>The path of the words, or of the note when they are no longer in the essay, from the site's root.</summary>
    public string Path => Card.ContainingElement is { } home ? ElementLinks.PathOf(home) : $"/notes/{Card.Annotation.Id:D}";

    public ImmutableArray<ExcerptPiece> Pieces(string text) => Excerpt.Whole(text, Search.AnyIn(text));

    private static string Numeral(int number)
    {
        var (numeral, left) = ("", number);
        foreach (var (value, letters) in new[] { (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; left >= value; left -= value)
            {
                numeral += letters;
            }
        }

        return numeral;
    }
}
