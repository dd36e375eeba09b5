namespace SinoRussia.Essays.Rendering;

/// <summary>What is drawn over the essay's text for one request.</summary>
/// <param name="Highlights">The reader's highlights.</param>
/// <param name="Found">The passages that a search found, or that the page's address names.</param>
/// <param name="FoundClass">The class of their <c>mark</c> elements.</param>
/// <param name="Detached">How many of the reader's marks lost their words, by the id of the nearest element.</param>
internal readonly record struct Overlay(HighlightLayers Highlights, IReadOnlyList<Passage> Found, string FoundClass, IReadOnlyDictionary<string, int> Detached)
{
    /// <summary>Whether the reader has a mark in the element, or one beside it whose words are gone.</summary>
    public bool Marks(Element element) => Highlights.Touch(element.Start, element.End) || Detached.ContainsKey(element.Id);

    /// <summary>Whether the element is rendered differently than without the overlay.</summary>
    public bool Touches(Element element) => Marks(element) || FoundIn(element.Start, element.End).Any();

    /// <summary>The passages found that overlap the text between two offsets.</summary>
    public IEnumerable<Passage> FoundIn(int start, int end) => Found.Where(passage => passage.Start < end && start < passage.End);
}
