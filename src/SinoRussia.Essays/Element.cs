using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>A piece of the essay with an address of its own: usually one block, but a list, table or quotation holds several.</summary>
/// <param name="Id">The address on the page: <c>p12</c>, <c>c1</c>, <c>friedman-h</c> or <c>fn-nerchinsk</c>.</param>
/// <param name="Kind">What it is to a reader.</param>
/// <param name="Nodes">Its content; a single <see cref="Block"/> for the common paragraph.</param>
public sealed record Element(string Id, ElementKind Kind, ImmutableArray<Node> Nodes)
{
    /// <summary>The counted blocks inside, in reading order; never empty.</summary>
    public ImmutableArray<Block> Blocks { get; } = [.. Nodes.SelectMany(node => node.Blocks)];

    /// <summary>The line of the essay's file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    public int Start => Blocks[0].Start;

    public int End => Blocks[^1].End;

    /// <summary>The number a reader cites, such as <c>12</c> or <c>12a</c>, or <see langword="null"/> when the id does not say one.</summary>
    public string? Number => Kind == ElementKind.Paragraph && Id.Length > 1 && Id[0] == 'p' && char.IsAsciiDigit(Id[1]) ? Id[1..] : null;

    // Two elements are the same when they are the same piece of the same essay.
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

/// <summary>A part of an element: something counted, or something that holds such things.</summary>
public abstract record Node
{
    public abstract IEnumerable<Block> Blocks { get; }
}

/// <summary>A list, quotation, table or row: it has no text of its own.</summary>
/// <param name="Tag">The HTML element that shows it.</param>
/// <param name="Children">What it holds.</param>
/// <param name="Start">The first number of an ordered list, where it is not 1.</param>
public sealed record Container(string Tag, ImmutableArray<Node> Children, int? Start = null) : Node
{
    public override IEnumerable<Block> Blocks => Children.SelectMany(child => child.Blocks);
}

/// <summary>The smallest thing that is rendered and counted.</summary>
/// <param name="Tag">The HTML element that shows it.</param>
/// <param name="Inlines">Its words and their dress.</param>
/// <param name="Start">Where it begins in <see cref="Essay.Text"/>, in UTF-16 code units.</param>
public sealed record Block(string Tag, ImmutableArray<Inline> Inlines, int Start) : Node
{
    /// <summary>The words as a reader would copy them, apparatus left out.</summary>
    public string Text { get; } = string.Concat(Inlines.Select(inline => inline.Text));

    public int End => Start + Text.Length;

    public override IEnumerable<Block> Blocks => [this];
}
