using System.Collections.Immutable;
using System.Globalization;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Converts Markdig's blocks to ours. It counts their text, so it has to be called in reading order.</summary>
internal sealed class BlockConverter(IReferences references, SourceList sources, Faults faults)
{
    private int position;

    public Node Read(Markdig.Syntax.Block source) => source switch
    {
        HeadingBlock heading => Leaf("h2", heading),
        ParagraphBlock paragraph => Leaf("p", paragraph),
        QuoteBlock quote => Nest("blockquote", quote),
        ListBlock list => new Container(
            list.IsOrdered ? "ol" : "ul",
            [.. list.Select(Read)],
            int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var first) && first != 1 ? first : null),
        ListItemBlock item => item is [ParagraphBlock only] ? Leaf("li", only) : Nest("li", item),
        Figure figure => Nest("figure", figure),
        FigureCaption caption => Leaf("figcaption", caption),
        Table table => ReadTable(table),
        _ => Unknown(source),
    };

    private Container Nest(string tag, ContainerBlock source) => new(tag, [.. source.Select(Read)]);

    private Container ReadTable(Table table) =>
        new("table", [.. table.OfType<TableRow>().Select(row => new Container(
            "tr", [.. row.OfType<TableCell>().Select(cell => Leaf(row.IsHeader ? "th" : "td", cell.OfType<ParagraphBlock>().FirstOrDefault()))]))]);

    /// <summary>The inlines of a block that is not part of the text.</summary>
    public ImmutableArray<Inline> ReadUncounted(LeafBlock? source) =>
        source?.Inline is { } inline ? NoteLink.JoinLists(new InlineConverter(references, sources, faults, source.Line + 1).Read(inline)) : [];

    private Block Leaf(string tag, LeafBlock? source)
    {
        var inlines = ReadUncounted(source);
        var block = new Block(tag, inlines, position);
        position = block.End + 1; // the newline between blocks
        return block;
    }

    private Block Unknown(Markdig.Syntax.Block source)
    {
        faults.Add(source.Line + 1, $"The page cannot show this kind of block ({source.GetType().Name}). Write a paragraph, list, quotation, table or figure.");
        return new Block("p", ImmutableArray<Inline>.Empty, position);
    }
}
