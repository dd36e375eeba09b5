using System.Collections.Immutable;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Yaml;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace SinoRussia.Essays.Parsing;

/// <summary>Converts the blocks of a Markdown document to sections of elements, and checks their addresses.</summary>
internal sealed class SectionConverter(BlockConverter blocks, Addresses addresses, Faults faults)
{
    private readonly ImmutableArray<Section>.Builder sections = ImmutableArray.CreateBuilder<Section>();
    private readonly ImmutableArray<Element>.Builder elements = ImmutableArray.CreateBuilder<Element>(); // of the open section
    private (string Slug, Element Heading)? open;

    public ImmutableArray<Section> Read(MarkdownDocument document)
    {
        foreach (var block in document)
        {
            Add(block, block.Line + 1);
        }

        Close();
        if (sections.Count == 0)
        {
            faults.Add(1, "The essay has no section. Write '## Title {#slug}' above its first paragraph.");
        }

        return sections.ToImmutable();
    }

    private void Add(Markdig.Syntax.Block block, int line)
    {
        switch (block)
        {
            case YamlFrontMatterBlock or LinkReferenceDefinitionGroup or FootnoteGroup:
                if (block.TryGetAttributes()?.Id is { } stray)
                {
                    faults.Add(line, $"Nothing follows the address {{#{stray}}}. Write it right above a paragraph.");
                }

                break;
            case HeadingBlock { Level: 2 } heading:
                Close();
                Open(heading, line);
                break;
            case HeadingBlock heading:
                faults.Add(line, $"A section's heading begins with '##'; this one is of level {heading.Level}. The essay's title belongs in the front matter.");
                break;
            default:
                AddElement(block, line);
                break;
        }
    }

    private void Open(HeadingBlock heading, int line)
    {
        var slug = addresses.Take(heading.TryGetAttributes()?.Id, line, "This heading has no slug. Write '## Title {#slug}'.");
        addresses.Claim($"{slug}-h", line);
        var element = new Element($"{slug}-h", ElementKind.Heading, [blocks.Read(heading)]) { Line = line };
        if (string.IsNullOrWhiteSpace(element.Blocks[0].Text))
        {
            faults.Add(line, "This heading has no words.");
        }

        open = (slug, element);
    }

    private void AddElement(Markdig.Syntax.Block block, int line)
    {
        var id = addresses.Take(block.TryGetAttributes()?.Id, line, "This paragraph has no address. Write a line such as '{#p12}' right above it.");
        var kind = block is Figure ? ElementKind.Figure : ElementKind.Paragraph;
        var element = new Element(id, kind, [blocks.Read(block)]) { Line = line };
        if (open is null)
        {
            faults.Add(line, "This paragraph is before the first section heading.");
            return;
        }

        if (element.Blocks.All(part => string.IsNullOrWhiteSpace(part.Text)))
        {
            faults.Add(line, "This paragraph has no words.");
        }

        elements.Add(element);
    }

    private void Close()
    {
        if (open is not { } section)
        {
            return;
        }

        if (elements.Count == 0)
        {
            faults.Add(section.Heading.Line, "This section has no paragraph.");
        }

        sections.Add(new Section(section.Slug, section.Heading, elements.DrainToImmutable()));
        open = null;
    }
}
