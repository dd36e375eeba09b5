using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>A part of the essay with an address of its own: usually one block; a list, table or quotation has several.</summary>
/// <param name="Id">The address on the page: <c>p12</c>, <c>c1</c>, <c>friedman-h</c> or <c>fn-nerchinsk</c>.</param>
/// <param name="Kind">Whether it is a heading, a paragraph, a figure or a footnote.</param>
/// <param name="Nodes">Its content; a single <see cref="Block"/> for the common paragraph.</param>
public sealed record Element(string Id, ElementKind Kind, ImmutableArray<Node> Nodes)
{
    /// <summary>The blocks inside, in reading order; never empty.</summary>
    public ImmutableArray<Block> Blocks { get; } = [.. Nodes.SelectMany(node => node.Blocks)];

    /// <summary>The line of the essay's file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Where it begins in <see cref="Essay.Text"/>, in UTF-16 code units.</summary>
    public int Start => Blocks[0].Start;

    /// <summary>Where it ends in <see cref="Essay.Text"/>, exclusive.</summary>
    public int End => Blocks[^1].End;

    /// <summary>The number a reader cites, such as <c>12</c> or <c>12a</c>, or <see langword="null"/> when the id has none.</summary>
    public string? Number => Kind == ElementKind.Paragraph && Id.Length > 1 && Id[0] == 'p' && char.IsAsciiDigit(Id[1]) ? Id[1..] : null;

    // Compared by reference: two essays may have elements with the same content.
    public bool Equals(Element? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);
}

public enum ElementKind
{
    Heading,
    Paragraph,
    Figure,
    Footnote,
}

/// <summary>A part of an element: a block, or a container of blocks.</summary>
public abstract record Node
{
    /// <summary>The blocks in it, in reading order.</summary>
    public abstract IEnumerable<Block> Blocks { get; }
}

/// <summary>A list, list item, quotation, figure, table or row. It has no text of its own.</summary>
/// <param name="Tag">The name of its HTML element.</param>
/// <param name="Children">The nodes in it.</param>
/// <param name="Start">The first number of an ordered list, or <see langword="null"/> when it is 1.</param>
public sealed record Container(string Tag, ImmutableArray<Node> Children, int? Start = null) : Node
{
    public override IEnumerable<Block> Blocks => Children.SelectMany(child => child.Blocks);
}

/// <summary>The smallest part with text: a paragraph, heading, list item, caption or table cell.</summary>
/// <param name="Tag">The name of its HTML element.</param>
/// <param name="Inlines">Its words and their formatting.</param>
/// <param name="Start">Where it begins in <see cref="Essay.Text"/>, in UTF-16 code units.</param>
public sealed record Block(string Tag, ImmutableArray<Inline> Inlines, int Start) : Node
{
    /// <summary>The words as a reader would copy them, without apparatus such as footnote numbers.</summary>
    public string Text { get; } = string.Concat(Inlines.Select(inline => inline.Text));

    public int End => Start + Text.Length;

    public override IEnumerable<Block> Blocks => [this];
}
