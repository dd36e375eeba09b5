using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses <c>[…]</c> whose content begins with a sign that no link begins with. Put it before Markdig's parsers of links and footnotes.</summary>
internal abstract class BracketParser : InlineParser
{
    private readonly char sign;

    protected BracketParser(char sign)
    {
        this.sign = sign;
        OpeningCharacters = ['['];
    }

    public sealed override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != sign || slice.IndexOf(']') is not (> 0 and var end) || Parse(slice.Text[(slice.Start + 1)..end]) is not { } parsed)
        {
            return false;
        }

        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        (parsed.Line, parsed.Column, parsed.Span) = (line, column, new(start, start + end - slice.Start));
        processor.Inline = parsed;
        slice.Start = end + 1;
        return true;
    }

    /// <summary>Parses what the brackets contain, which begins with the sign; <see langword="null"/> if it is something else.</summary>
    protected abstract LeafInline? Parse(string content);
}
