using System.Collections.Immutable;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Essays.Parsing;

/// <summary><c>[@key]</c> or <c>[@key; @other]</c>, as Pandoc writes them.</summary>
internal sealed class CitationInline(ImmutableArray<string> keys) : LeafInline
{
    public ImmutableArray<string> Keys => keys;
}

internal sealed class CitationParser : InlineParser
{
    public CitationParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '@' || slice.IndexOf(']') is not (> 0 and var end))
        {
            return false;
        }

        var parts = slice.Text[(slice.Start + 1)..end].Split(';', StringSplitOptions.TrimEntries);
        if (!parts.All(part => part is ['@', _, ..] && part.AsSpan(1).IndexOfAny("@[ \n") < 0))
        {
            return false;
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new CitationInline([.. parts.Select(part => part[1..])])
        {
            Line = line,
            Column = column,
            Span = new(start, start + end - slice.Start),
        };
        slice.Start = end + 1;
        return true;
    }
}

internal sealed class CitationExtension : IMarkdownExtension
{
    // Before links and footnotes, which also begin with '['.
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new CitationParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        // Markdig writes no HTML for us.
    }
}
