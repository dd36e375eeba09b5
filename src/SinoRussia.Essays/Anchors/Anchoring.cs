using System.Runtime.CompilerServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>The one entrance: describes a passage so that it can be found again, and finds it again.</summary>
public static class Anchoring
{
    // A text is prepared for quotations when the first one is looked for in it, and forgotten with it.
    private static readonly ConditionalWeakTable<string, Quotation> Prepared = [];

    /// <summary>
    /// By position when the text is the one the mark was made on and the words stand there; else along the alignment from the text
    /// it was made on, when there is one; else by the quotation. Never throws for what a target says.
    /// </summary>
    /// <param name="text">The text as it reads today.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="target">What was marked.</param>
    /// <param name="alignment">From the text of the target's revision to this one, when the caller has it.</param>
    public static Anchor Locate(string text, string revision, Target target, Alignment? alignment = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(target);
        var isOwn = target.Revision is not null && target.Revision == revision;
        if (isOwn && PlaceIn(text, target) is { } here)
        {
            return new Anchor(AnchorState.Exact, here, AnchorMethod.Position, 1);
        }

        // A position that does not stand on the quoted words was not counted in the text it names: only the words can be trusted then.
        if (!isOwn && alignment is not null && PlaceIn(alignment.Before, target) is { } then)
        {
            return alignment.Carry(then);
        }

        return Prepared.GetValue(text, Quotation.SearchIn).Find(target.Quote, target.Position.Passage?.Start);
    }

    /// <summary>A passage in its own words and surroundings, and its place.</summary>
    public static Target Describe(string text, string revision, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (passage.End > text.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(passage), passage, "The passage ends behind the text.");
        }

        var (start, end) = (Backward(text, passage.Start), Forward(text, passage.End));
        var before = Forward(text, Math.Max(0, start - TextQuoteSelector.ContextLength));
        var after = Backward(text, Math.Min(text.Length, end + TextQuoteSelector.ContextLength));
        return new Target
        {
            Quote = new TextQuoteSelector { Exact = text[start..end], Prefix = text[before..start], Suffix = text[end..after] },
            Position = new TextPositionSelector(start, end),
            Revision = revision,
        };
    }

    /// <summary>The place that a target names, when its words stand there in the text it was made on; else <see langword="null"/>.</summary>
    /// <param name="text">The text of the target's revision.</param>
    public static Passage? PlaceIn(string text, Target target)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(target);
        return target.Position.Passage is { } place && place.End <= text.Length && !SplitsPair(text, place.Start) && !SplitsPair(text, place.End)
            && Matches(text, place, target.Quote) ? place : null;
    }

    private static bool Matches(string text, Passage passage, TextQuoteSelector quote) =>
        quote.Exact is { Length: > 0 } exact && Folding.SameToAReader(text.AsSpan(passage.Start, passage.Length), exact);

    private static int Backward(string text, int offset) => SplitsPair(text, offset) ? offset - 1 : offset;

    private static int Forward(string text, int offset) => SplitsPair(text, offset) ? offset + 1 : offset;

    private static bool SplitsPair(string text, int offset) =>
        offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) && char.IsHighSurrogate(text[offset - 1]);
}
