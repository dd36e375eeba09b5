using System.Collections.Immutable;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Essays.Parsing;

/// <summary><c>[@key]</c> or <c>[@key; @other]</c>, as Pandoc writes them.</summary>
internal sealed class CitationInline(ImmutableArray<string> keys) : LeafInline
{
    public ImmutableArray<string> Keys => keys;
}

internal sealed class CitationParser() : BracketParser('@')
{
    protected override LeafInline? Parse(string content)
    {
        var parts = content.Split(';', StringSplitOptions.TrimEntries);
        return parts.All(part => part is ['@', _, ..] && part.AsSpan(1).IndexOfAny("@[ \n") < 0) ? new CitationInline([.. parts.Select(part => part[1..])]) : null;
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
