using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Rendering;

/// <summary>The addresses and labels that the renderer writes. The caller supplies them, so the renderer knows neither the site's
/// addresses nor the words of its interface.</summary>
/// <remarks>HTML that was rendered with one of these is reused for any other that is equal to it. Addresses are written as they are
/// and must be safe in an HTML attribute; labels are encoded.</remarks>
public abstract record PageLinks
{
    /// <summary>The label of the summary that unfolds a figure's table of values.</summary>
    public abstract string FigureValues { get; }

    /// <summary>The text in place of a picture that is not shown.</summary>
    public abstract string MissingPicture { get; }

    /// <summary>The address of the essay's page.</summary>
    public abstract string Essay { get; }

    /// <summary>The section's own address.</summary>
    public abstract PageLink Section(string slug);

    /// <summary>A numbered paragraph's own address.</summary>
    public abstract PageLink Paragraph(Element paragraph);

    /// <summary>The address of a part of the essay: a paragraph, a caption or the heading of a section.</summary>
    public abstract string Place(Element element);

    /// <summary>The address of the page with the text in this file, such as <c>text.md</c>.</summary>
    public abstract string EditorsText(string file);

    /// <summary>Who speaks from here on.</summary>
    public abstract PageLink Speaker(SpokenPassage passage);

    /// <summary>The tooltip of the link to a reader's notes on an element.</summary>
    public abstract string NotesHint { get; }

    /// <summary>The page on which a reader writes notes on the element.</summary>
    public abstract PageLink NotesOn(Element element);

    /// <summary>The list of the reader's notes that were on the element and whose words are gone.</summary>
    /// <param name="count">How many there are, at least 1.</param>
    public abstract PageLink DetachedNotes(Element element, int count);

    /// <summary>The page of the reader's own highlight or note.</summary>
    public abstract PageLink Annotation(Highlight highlight);

    /// <summary>An event in the timeline.</summary>
    public abstract PageLink Event(TimelineEvent dated);

    /// <summary>The figure on the page of all figures.</summary>
    public abstract PageLink Figure(Figure figure);

    /// <summary>The address of a person in the list of people.</summary>
    public abstract string Person(Person person);

    /// <summary>The address of a source in the list of sources.</summary>
    public abstract string Source(Source source);

    /// <summary>The label of the link from a footnote back to a reference to it.</summary>
    /// <param name="referring">The element that the reference is in, or <see langword="null"/> when it is not known.</param>
    public abstract string BackTo(Element? referring);
}

/// <summary>Where a link leads and what it is called.</summary>
/// <param name="Address">An absolute or relative URL, percent-encoded.</param>
/// <param name="Label">The link's text, or its accessible name where the link shows a sign.</param>
public readonly record struct PageLink(string Address, string Label);
