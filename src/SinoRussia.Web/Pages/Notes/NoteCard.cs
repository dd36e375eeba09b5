using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>One annotation as a page shows it, with the forms that change it.</summary>
internal sealed record NoteCard(Annotation Annotation, Essay Essay)
{
    /// <summary>What the reader wrote and could not be saved; it stays in the form.</summary>
    public Draft? Draft { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>Whether the annotation was changed elsewhere since the reader began to write <see cref="Draft"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>Where a form without script leads back to.</summary>
    public string? ReturnTo { get; init; }

    /// <summary>Whether the forms stand open at once.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What the note's field holds.</summary>
    public string? NoteInForm => Draft is { } draft ? draft.Note : Annotation.Note;

    public HighlightColour ColourInForm => Draft?.Colour ?? Annotation.Colour;

    public IReadOnlyList<string> TagsInForm => Draft?.Tags ?? Annotation.Tags;

    public string Colour => HighlightMapping.CssName(Annotation.Colour);

    public string? NoteHtml => Annotation.Note is { } note ? NoteMarkdown.ToHtml(note) : null;

    /// <summary>The words as they stand today, or as they were marked when they are gone.</summary>
    public string Quotation => NotesFilter.QuotationOf(Annotation, Essay);

    public bool IsDetached => Annotation.Anchor.State == AnchorState.Detached;

    /// <summary>What has happened to the words since they were marked, or <see langword="null"/>.</summary>
    public string? ChangeNotice => HighlightMapping.ChangeNotice(Annotation, Essay);

    /// <summary>What changed in them, word by word; empty when they only moved.</summary>
    public IReadOnlyList<Change> Difference => ChangeNotice == HighlightMapping.Reworded ? Essays.Anchors.Difference.Between(Annotation.Target.Quote.Exact, Quotation) : [];

    /// <summary>Beside which paragraph words that are gone used to stand, where the page has found that out.</summary>
    public Element? NearestElement { get; init; }

    /// <summary>Where it begins; <see langword="null"/> when its words are gone.</summary>
    public Element? ContainingElement => Annotation.Anchor.Passage is { } passage ? Essay.ElementsIn(passage).FirstOrDefault() : null;
}
