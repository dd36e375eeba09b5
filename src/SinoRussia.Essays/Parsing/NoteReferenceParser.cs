using Markdig;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Essays.Parsing;

/// <summary><c>[^label]</c> in a text beside the essay. Markdig knows only footnotes that the same text defines.</summary>
internal sealed class NoteReferenceInline(string label) : LeafInline
{
    public string Label => label;
}

internal sealed class NoteReferenceParser() : BracketParser('^')
{
    protected override LeafInline? Parse(string content)
    {
        var label = content[1..];
        return label.Length > 0 && label.AsSpan().IndexOfAny("[] \n") < 0 ? new NoteReferenceInline(label) : null;
    }
}

internal sealed class NoteReferenceExtension : IMarkdownExtension
{
    // Before links, which also begin with '['.
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new NoteReferenceParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        // Markdig writes no HTML for us.
    }
}
