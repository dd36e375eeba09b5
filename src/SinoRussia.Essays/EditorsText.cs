using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>A longer text by the editor beside the essay, such as an introduction.</summary>
/// <param name="Parts">Its headings, paragraphs, lists and quotations.</param>
public sealed record EditorsText(string Title, ImmutableArray<EditorsPart> Parts)
{
    /// <summary>All inlines in it, in reading order.</summary>
    public IEnumerable<Inline> Inlines => Parts.SelectMany(part => part.Content.Blocks).SelectMany(block => block.Inlines);
}

/// <param name="Id">The address of a heading on the page, or <see langword="null"/>.</param>
public sealed record EditorsPart(string? Id, Node Content);
