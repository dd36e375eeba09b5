using System.Collections.Immutable;
using System.Text;
using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Rendering;

/// <summary>Renders the essay as Markdown for other programs: footnotes in the usual syntax, citations as links, the sources at the end.</summary>
/// <param name="edition">The edition to render.</param>
/// <param name="root">The essay's address, with a slash at the end.</param>
public sealed class EssayMarkdown(Edition edition, Uri root)
{
    private readonly StringBuilder text = new();

    public string Write()
    {
        var essay = edition.Essay;
        WriteMetadata(essay.Metadata);
        foreach (var section in essay.Sections)
        {
            Paragraph($"## {Of(section.Heading.Blocks[0])}");
            foreach (var element in section.Elements)
            {
                WriteElement(element);
            }
        }

        foreach (var footnote in essay.Footnotes)
        {
            Paragraph($"[^{footnote.Label}]: {string.Join("\n\n    ", footnote.Body.Blocks.Select(Of))}");
        }

        if (!edition.Sources.All.IsEmpty)
        {
            Paragraph("## Sources");
            foreach (var source in edition.Sources.All.OrderBy(source => Chicago.TextOf(Chicago.Of(source)), StringComparer.OrdinalIgnoreCase))
            {
                text.Append("- ").Append(Of(Chicago.Of(source)).TrimEnd()).Append(source.Remark is { } note ? $" {MarkdownText.Escaped(note)}" : "").Append(Facts(source)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Facts(Source source)
    {
        string[] facts =
        [
            .. source.Kind is { } kind ? new[] { kind.Name } : [],
            .. source.Seen is { } seen ? new[] { $"read on {seen}" } : [],
            .. source.Archived is { } archived ? new[] { $"[archived copy](<{archived.AbsoluteUri}>)" } : [],
        ];
        return facts.Length > 0 ? $" ({string.Join(", ", facts)})" : "";
    }

    private void WriteMetadata(EssayMetadata metadata)
    {
        Paragraph($"# {MarkdownText.Escaped(metadata.Title)}");
        if (metadata.Subtitle is { } subtitle)
        {
            Paragraph($"*{MarkdownText.Escaped(subtitle)}*");
        }

        string[] imprint = [.. new[] { metadata.Author, metadata.Publication, metadata.Published }.OfType<string>().Select(MarkdownText.Escaped), .. metadata.Source is { } source ? new[] { $"<{source.AbsoluteUri}>" } : [], $"annotated edition: <{root.AbsoluteUri}>"];
        Paragraph(string.Join(", ", imprint) + ".");
    }

    private void WriteElement(Element element)
    {
        if (edition.Essay.Supplements.TurnAt(element) is { } passage)
        {
            Paragraph($"*Speaking: {MarkdownText.Escaped(passage.Said)}{(passage.After is { } work ? $", after {MarkdownText.Escaped(work)}" : "")}*");
        }

        switch (element)
        {
            case { Kind: ElementKind.Figure }:
                Paragraph(string.Join('\n', element.Blocks.Select(block => $"> {Of(block)}")));
                break;
            case { Nodes: [Block only] }:
                Paragraph(Numbered(element) + Of(only));
                break;
            default:
                if (element.Number is not null)
                {
                    Paragraph(Numbered(element).TrimEnd());
                }

                foreach (var node in element.Nodes)
                {
                    WriteNode(node);
                }

                break;
        }
    }

    private void WriteNode(Node node)
    {
        switch (node)
        {
            case Container { Tag: "table" } table:
                var rows = table.Children.OfType<Container>().Select(row => $"| {string.Join(" | ", row.Blocks.Select(Of))} |").ToList();
                rows.Insert(1, $"|{string.Concat(Enumerable.Repeat("---|", ((Container)table.Children[0]).Children.Length))}");
                Paragraph(string.Join('\n', rows));
                break;
            case Container { Tag: "ul" or "ol" } list:
                Paragraph(string.Join('\n', list.Children.Select((item, i) => $"{(list.Tag == "ul" ? "-" : $"{(list.Start ?? 1) + i}.")} {string.Join("\n\n    ", item.Blocks.Select(Of))}")));
                break;
            case Container { Tag: "blockquote" } quotation:
                Paragraph(string.Join("\n>\n", quotation.Blocks.Select(block => $"> {Of(block)}")));
                break;
            default:
                foreach (var block in node.Blocks)
                {
                    Paragraph(Of(block));
                }

                break;
        }
    }

    // The number links to the paragraph, as on the page.
    private string Numbered(Element element) => element.Number is { } number ? $"[{number}]({CitedPart.Of(edition.Essay, element, null, root, default).Address}) " : "";

    private void Paragraph(string markdown) => text.Append(markdown).Append("\n\n");

    private string Of(Block block) => Of(block.Inlines);

    private string Of(ImmutableArray<Inline> inlines) => string.Concat(inlines.Select(Of));

    private string Of(Inline inline) => inline switch
    {
        Words words => MarkdownText.Escaped(words.Value),
        LineBreak => "\\\n",
        Styled { Tag: "strong" } strong => $"**{Of(strong.Children)}**",
        Styled { Tag: "code" } code => $"`{code.Text}`",
        Styled styled => $"*{Of(styled.Children)}*",
        Link link => $"[{Of(link.Children)}](<{link.Href}>)",
        StatusLabel label => $"*{label.Text}*",
        Citation { Source: var source } => source.Address is { } address ? $"[{MarkdownText.Escaped(source.ShortForm)}](<{address.AbsoluteUri}>)" : MarkdownText.Escaped(source.ShortForm),
        FootnoteReference reference => $"[^{reference.Label}]",
        _ => MarkdownText.Escaped(inline.Text),
    };
}
