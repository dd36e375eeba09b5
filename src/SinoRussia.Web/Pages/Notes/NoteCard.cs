using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>One annotation as pages show it, with the forms that change it.</summary>
internal sealed record NoteCard(Annotation Annotation, Essay Essay)
{
    /// <summary>What the reader wrote and could not be saved; the form shows it again.</summary>
    public Draft? Draft { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>Whether the annotation was changed elsewhere after the reader started to write <see cref="Draft"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>The page that a form without script returns to.</summary>
    public string? ReturnTo { get; init; }

    /// <summary>How it is shown, where the answer is for a script and no cache stores it; otherwise <see langword="null"/>.</summary>
    public CardShowing? Showing { get; init; }

    /// <summary>Whether others can see it.</summary>
    public bool IsShown => Annotation.Visibility != Visibility.Private;

    /// <summary>The page that shows and renews its link, from the site's root.</summary>
    public string ShowPath => $"/notes/{Annotation.Id:D}/show";

    /// <summary>Whether the forms are open from the start.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The content of the note field.</summary>
    public string? NoteInForm => Draft is { } draft ? draft.Note : Annotation.Note;

    public HighlightColour ColourInForm => Draft?.Colour ?? Annotation.Colour;

    public IReadOnlyList<string> TagsInForm => Draft?.Tags ?? Annotation.Tags;

    public string Colour => HighlightMapping.CssName(Annotation.Colour);

    public string? NoteHtml => Annotation.Note is { } note ? NoteMarkdown.ToHtml(note) : null;

    /// <summary>The words as they read today; as they were marked when they are no longer in the essay.</summary>
    public string Quotation => NotesFilter.QuotationOf(Annotation, Essay);

    public bool IsDetached => Annotation.Anchor.State == AnchorState.Detached;

    /// <summary>What happened to the words since they were marked, or <see langword="null"/>.</summary>
    public string? ChangeNotice => HighlightMapping.ChangeNotice(Annotation, Essay);

    /// <summary>The word-by-word changes in them; empty when they only moved.</summary>
    public IReadOnlyList<Change> Difference => ChangeNotice == HighlightMapping.Reworded ? Essays.Anchors.Difference.Between(Annotation.Target.Quote.Exact, Quotation) : [];

    /// <summary>The paragraph near which the removed words used to be, where the page has looked for it.</summary>
    public Element? NearestElement { get; init; }

    /// <summary>The element in which the passage begins; <see langword="null"/> when its words are no longer in the essay.</summary>
    public Element? ContainingElement => Annotation.Anchor.Passage is { } passage ? Essay.ElementsIn(passage).FirstOrDefault() : null;
}
