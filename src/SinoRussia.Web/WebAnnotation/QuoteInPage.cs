using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>Adapts a quotation so that a program that knows nothing about this site can find it in the page.</summary>
internal static class QuoteInPage
{
    /// <summary>The quotation with its context, cut off where the page shows something that is not in the text: the number of a note or of
    /// a paragraph, a date, a figure. A longer context could not be found in the page.</summary>
    /// <returns>The whole context if the words have moved or changed, or if a shorter one would not identify the place.</returns>
    public static TextQuoteSelector Of(Essay essay, Annotation annotation)
    {
        var quote = annotation.Target.Quote;
        if (annotation.Anchor is not { State: AnchorState.Exact, Passage: { } passage } || annotation.Anchor.Revision != essay.Revision
            || passage.End > essay.Text.Length || essay.TextOf(passage) != quote.Exact)
        {
            return quote;
        }

        var before = essay.Text[Math.Max(Stops(essay, passage.Start).LastOrDefault(stop => stop <= passage.Start, passage.Start), passage.Start - quote.Prefix.Length)..passage.Start];
        var behind = essay.Text[passage.End..Math.Min(Stops(essay, passage.End - 1).FirstOrDefault(stop => stop >= passage.End, passage.End), passage.End + quote.Suffix.Length)];
        return IsOnce(essay.Text, before + quote.Exact + behind) ? quote with { Prefix = before, Suffix = behind } : quote;
    }

    // The offsets at which the page interrupts the text of the block at this offset, including its start and end. A line end between two blocks is in neither.
    private static IEnumerable<int> Stops(Essay essay, int at)
    {
        var block = essay.Blocks.First(block => at < block.End);
        var place = block.Start;
        yield return place;
        foreach (var inline in block.Inlines.SelectMany(inline => inline.Flattened).Where(inline => inline is not FormattedInline))
        {
            if (inline is FootnoteReference)
            {
                yield return place;
            }

            place += inline.Text.Length;
        }

        yield return block.End;
    }

    private static bool IsOnce(string text, string words)
    {
        var first = text.IndexOf(words, StringComparison.Ordinal);
        return first >= 0 && text.IndexOf(words, first + 1, StringComparison.Ordinal) < 0;
    }
}
