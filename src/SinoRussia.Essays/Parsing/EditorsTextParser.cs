using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using SinoRussia.Essays.Sources;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the Markdown of the editor's texts beside the essay: whole files, and single paragraphs of YAML files.</summary>
internal sealed class EditorsTextParser(Essay essay, SourceList sources, Faults faults)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .Use<CitationExtension>()
        .Use<NoteReferenceExtension>()
        .UseAutoLinks()
        .UseGenericAttributes()
        .UsePreciseSourceLocation()
        .DisableHtml()
        .Build();

    private readonly EssayReferences references = new(essay, faults);

    /// <summary>A whole file: front matter with a title, then headings of the second level, paragraphs, lists and quotations.</summary>
    public EditorsText? Read(string markdown)
    {
        if (!ContentText.Check(markdown, faults) || Parsed(markdown, 1) is not { } document)
        {
            return null;
        }

        var addresses = new Addresses(faults);
        var blocks = new BlockConverter(references, sources, faults);
        var title = TitleOf(document);
        var parts = ImmutableArray.CreateBuilder<EditorsPart>();
        foreach (var block in document.Where(block => block is not (YamlFrontMatterBlock or LinkReferenceDefinitionGroup)))
        {
            parts.Add(Part(block, blocks, addresses));
        }

        if (parts.Count == 0)
        {
            faults.Add(1, "The file has no text below its front matter.");
        }

        return new EditorsText(title, parts.ToImmutable());
    }

    /// <summary>A text that is one paragraph. Its line breaks are those of its file, not of the text.</summary>
    public ImmutableArray<Inline> Paragraph(string text, int line)
    {
        var isOne = !text.Contains("\n\n", StringComparison.Ordinal);
        if (Parsed(isOne ? text.Replace('\n', ' ') : text, line) is not { } document)
        {
            return [];
        }

        if (document is not [ParagraphBlock { Inline: { } inlines }])
        {
            faults.Add(line, "This text is not one paragraph.");
            return [];
        }

        return new InlineConverter(references, sources, faults, line).Read(inlines);
    }

    private EditorsPart Part(Markdig.Syntax.Block block, BlockConverter blocks, Addresses addresses)
    {
        var line = block.Line + 1;
        if (block is not HeadingBlock heading)
        {
            return new EditorsPart(null, blocks.Read(block));
        }

        if (heading.Level != 2)
        {
            faults.Add(line, $"A heading begins with '##'; this one is of level {heading.Level}. The title belongs in the front matter.");
        }

        var id = block.TryGetAttributes()?.Id;
        return new EditorsPart(id is null ? null : addresses.Take(id, line, ""), blocks.Read(block));
    }

    private string TitleOf(MarkdownDocument document)
    {
        const string what = "The front matter";
        if (document.OfType<YamlFrontMatterBlock>().FirstOrDefault() is { } block && YamlText.Load(block.Lines.ToString(), what, faults, block.Line + 1) is YamlMappingNode mapping)
        {
            var entry = new YamlEntry(mapping, what, faults, block.Line + 1) { Line = 1 };
            var title = entry.Required("title");
            entry.RefuseTheRest();
            return title;
        }

        faults.Add(1, $"{what} is missing: the file begins with a line '---', a line 'title: …' and a line '---'.");
        return "";
    }

    // Markdig throws when the nesting is too deep.
    private MarkdownDocument? Parsed(string text, int line)
    {
        var limits = new Faults("");
        try
        {
            if (MarkdownLimits.Check(text, limits))
            {
                return Markdown.Parse(text, Pipeline);
            }
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            limits.Add(1, $"The Markdown cannot be parsed: {refusal.Message}");
        }

        foreach (var fault in limits.Found)
        {
            faults.Add(line + fault.Line - 1, fault.Message);
        }

        return null;
    }
}
