using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Essays.Parsing;

/// <summary><c>[^label]</c> in a text beside the essay. Markdig knows only footnotes that the same text defines.</summary>
internal sealed class NoteReferenceInline(string label) : LeafInline
{
    public string Label => label;
}

internal sealed class NoteReferenceParser : InlineParser
{
    public NoteReferenceParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '^' || slice.IndexOf(']') is not (> 0 and var end))
        {
            return false;
        }

        var label = slice.Text[(slice.Start + 2)..end];
        if (label.Length == 0 || label.AsSpan().IndexOfAny("[] \n") >= 0)
        {
            return false;
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new NoteReferenceInline(label)
        {
            Line = line,
            Column = column,
            Span = new(start, start + end - slice.Start),
        };
        slice.Start = end + 1;
        return true;
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
