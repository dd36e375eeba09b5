using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>A titled part of the essay. Its slug is its address for ever.</summary>
public sealed record Section(string Slug, Element Heading, ImmutableArray<Element> Elements)
{
    public string Title => Heading.Blocks[0].Text;
}

/// <summary>A labelled aside, addressed by its label and never by its number.</summary>
/// <param name="Label">The authored label.</param>
/// <param name="Number">Its place in the list, counted from 1 in the order of first reference: for the eye alone.</param>
/// <param name="Body">What it says.</param>
/// <param name="References">Where the text refers to it, in reading order.</param>
public sealed record Footnote(string Label, int Number, Element Body, ImmutableArray<FootnoteReference> References)
{
    /// <summary>What it makes of the words it stands on, or <see langword="null"/> when it confirms, explains or adds.</summary>
    public FootnoteStatus? Status { get; } = Body.Blocks is [{ Inlines: [StatusLabel label, ..] }, ..] ? label.Status : null;

    /// <summary>What it rests on, each once, in the order of its citations.</summary>
    public ImmutableArray<Source> Sources { get; } =
        [.. Body.Blocks.SelectMany(block => block.Inlines).SelectMany(inline => inline.Flattened).OfType<Citation>().Select(citation => citation.Source).Distinct()];
}
