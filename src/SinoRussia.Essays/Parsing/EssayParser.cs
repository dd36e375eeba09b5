using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the essay's Markdown to an <see cref="Essay"/>, or lists all its faults.</summary>
public static class EssayParser
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UseFootnotes()
        .Use<CitationExtension>()
        .UseFigures()
        .UsePipeTables()
        .UseAutoLinks()
        .UseGenericAttributes()
        .UsePreciseSourceLocation()
        .DisableHtml()
        .Build();

    /// <summary>Parses an essay that cites no source.</summary>
    /// <param name="file">The bytes of the file, in UTF-8.</param>
    /// <param name="name">The file's name, for the faults.</param>
    /// <exception cref="EssayFaultsException">The file has faults.</exception>
    public static Essay Parse(ReadOnlySpan<byte> file, string name = EditionParser.EssayFile) => Parse(Utf8Text.Decode(file, name), name);

    /// <summary>Parses an essay that cites no source.</summary>
    /// <exception cref="EssayFaultsException">The file has faults.</exception>
    public static Essay Parse(string markdown, string name = EditionParser.EssayFile)
    {
        var faults = new Faults(name);
        var essay = Read(markdown, SourceList.Empty, faults);
        faults.ThrowIfAny();
        return essay!; // without an essay there was a fault
    }

    /// <returns><see langword="null"/> when there are faults.</returns>
    internal static Essay? Read(string markdown, SourceList sources, Faults faults)
    {
        var text = markdown.TrimStart('\uFEFF');
        if (!ContentText.Check(text, faults) || !MarkdownLimits.Check(text, faults) || Parsed(text, faults) is not { } document)
        {
            return null;
        }

        var metadata = FrontMatter.Read(document.OfType<YamlFrontMatterBlock>().FirstOrDefault(), faults);
        var footnotes = new FootnoteParser(document, faults);
        var nodes = new BlockConverter(footnotes, sources, faults);
        var addresses = new Addresses(faults);

        var sections = new SectionConverter(nodes, addresses, faults).Read(document);
        var notes = footnotes.ReadReferred(nodes, addresses);
        return faults.Any ? null : new Essay(metadata, sections, notes);
    }

    private static MarkdownDocument? Parsed(string markdown, Faults faults)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            // Markdig throws when the nesting is too deep, without a line number.
            faults.Add(LineOfFailure(markdown), $"The Markdown cannot be parsed from here on: {refusal.Message}");
            return null;
        }
    }

    // The first line with which parsing fails, by bisection.
    private static int LineOfFailure(string markdown)
    {
        Range[] lines = [.. ContentText.Lines(markdown)];
        var (good, bad) = (0, lines.Length);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            (good, bad) = CanBeParsed(markdown[..lines[middle - 1].End.Value]) ? (middle, bad) : (good, middle);
        }

        return bad;
    }

    private static bool CanBeParsed(string markdown)
    {
        try
        {
            Markdown.Parse(markdown, Pipeline);
            return true;
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            return false; // the reason is known from parsing the whole text
        }
    }
}
