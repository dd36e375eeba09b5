using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

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

/// <summary>What a reader sent and could not be saved; it stays in the form.</summary>
/// <param name="Colour"><see langword="null"/> when none that exists was chosen.</param>
/// <param name="Tags"><see langword="null"/> when the form had no field for them.</param>
internal sealed record Draft(string? Note, HighlightColour? Colour = null, IReadOnlyList<string>? Tags = null);

/// <summary>The field for tags, as a form shows it.</summary>
/// <param name="Key">Tells the fields of several forms on one page apart.</param>
internal sealed record TagsField(string Key, IReadOnlyList<string> Tags);

/// <summary>What a page swaps in that was open while its reader wrote elsewhere.</summary>
internal sealed record RefreshFragment(IReadOnlyList<string> Blocks, MarginNotes Notes, IReadOnlyList<NoteCard> Cards);

/// <summary>What a page's script swaps in after something was saved: the touched blocks, a card, and what to tell the reader.</summary>
internal sealed record SaveFragment(IReadOnlyList<string> Blocks, NoteCard? Card, string Said)
{
    /// <summary>The deleted annotation that can be taken back, or <see langword="null"/>.</summary>
    public Annotation? Undo { get; init; }
}
