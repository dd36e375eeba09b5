using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>A quotation as it can be found in the page by a program that knows nothing of this site.</summary>
internal static class QuoteInPage
{
    /// <summary>The quotation with what stands before and behind it, up to the next thing that is on the page but not in the text: the
    /// number of a note or of a paragraph, a date, a figure. Past it, the words would not be found in the page.</summary>
    /// <returns>The whole surroundings where the words have moved or changed, or where they would be too few to tell the place.</returns>
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

    // Where in the block at this place its words are interrupted on the page, from its start to its end. A line end between two blocks is in neither.
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
