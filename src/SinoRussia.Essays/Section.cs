using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>A titled part of the essay. Its slug is its permanent address.</summary>
public sealed record Section(string Slug, Element Heading, ImmutableArray<Element> Elements)
{
    public string Title => Heading.Blocks[0].Text;
}

/// <summary>A footnote. Its address is made of its label, never of its number.</summary>
/// <param name="Label">The label that the editor gave it.</param>
/// <param name="Number">Its place in the list, counted from 1 in the order of the first references. An edit may change it.</param>
/// <param name="Body">Its text.</param>
/// <param name="References">The references to it, in reading order.</param>
public sealed record Footnote(string Label, int Number, Element Body, ImmutableArray<FootnoteReference> References)
{
    /// <summary>How it judges the words that refer to it, or <see langword="null"/> when it confirms, explains or adds.</summary>
    public FootnoteStatus? Status { get; } = Body.Blocks is [{ Inlines: [StatusLabel label, ..] }, ..] ? label.Status : null;

    /// <summary>The one thing to know, for a place that is too small for the whole footnote; empty when the editor wrote none. It is
    /// apparatus: not in <see cref="Essay.Text"/>.</summary>
    public ImmutableArray<Inline> Gloss { get; init; } = [];

    /// <summary>The sources that it cites, each once, in the order of the citations.</summary>
    public ImmutableArray<Source> Sources { get; } =
        [.. Body.Blocks.SelectMany(block => block.Inlines).SelectMany(inline => inline.Flattened).OfType<Citation>().Select(citation => citation.Source).Distinct()];
}
