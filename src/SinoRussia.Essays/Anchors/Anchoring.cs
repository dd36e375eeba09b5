using System.Runtime.CompilerServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>The entry point: describes a passage so that it can be found again, and finds it.</summary>
/// <remarks>
/// Constants in this folder name the measurement that set them. "Edit cases" are 2,761 marks on 90 edited versions of the essay, each
/// with a known answer. They are not part of this project; a program that has them can ask <c>SinoRussia.Benchmarks anchor</c>. A mark is wrong when
/// less than 80% of it overlaps the right passage, when it is detached although its words survive, or found although they were
/// deleted. With the constants as they are, 9 are wrong along the alignment and 28 by the quotation alone (<c>--quote-only</c>);
/// where a comment gives one number, it is for the method that uses the constant.
/// </remarks>
public static class Anchoring
{
    // The index of a text is built at the first search in it, and is collected with the text.
    private static readonly ConditionalWeakTable<string, Quotation> Prepared = [];

    /// <summary>
    /// Finds a target in a text. By position when the text is the one that the mark was made on and the quoted words are there; else
    /// along the alignment from that text, when the caller has one; else by the quotation. No content of a target makes it throw.
    /// </summary>
    /// <param name="text">Today's text.</param>
    /// <param name="revision">The revision of <paramref name="text"/>.</param>
    /// <param name="target">The passage that was marked.</param>
    /// <param name="alignment">The alignment from the text of the target's revision to this one, or <see langword="null"/>.</param>
    /// <returns>The anchor; offsets are UTF-16 code units of <paramref name="text"/>. Never <see langword="null"/>.</returns>
    public static Anchor Locate(string text, string revision, Target target, Alignment? alignment = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(target);
        var isOwn = target.Revision is not null && target.Revision == revision;
        if (isOwn && PlaceIn(text, target) is { } here)
        {
            return new Anchor(AnchorState.Exact, here, AnchorMethod.Position, 1);
        }

        // If the quoted words are not at the position, the position was counted in some other text. Then only the quotation is used.
        if (!isOwn && alignment is not null && PlaceIn(alignment.Before, target) is { } then)
        {
            return alignment.Carry(then);
        }

        return Prepared.GetValue(text, Quotation.SearchIn).Find(target.Quote, target.Position.Passage?.Start);
    }

    /// <summary>Describes a passage by its words, up to <see cref="TextQuoteSelector.ContextLength"/> code units on either side, and its position.</summary>
    /// <param name="passage">The passage. Where an end splits a surrogate pair, it is moved outwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">The passage ends behind the text.</exception>
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

    /// <summary>The target's position, when the quoted words are there; else <see langword="null"/>.</summary>
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
