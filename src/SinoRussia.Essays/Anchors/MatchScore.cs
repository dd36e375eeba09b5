namespace SinoRussia.Essays.Anchors;

/// <summary>How much likelier, in bits, it is that a quotation is at a place than that it looks so by chance.</summary>
/// <remarks>
/// Words that agree raise the score and edits lower it, in the quotation and around it: the log-odds score of an alignment with
/// affine gaps (Durbin and others 1998, chapter 2). Without the cost of edits, any "deepening of relations" would be taken for the
/// one that was quoted.
/// </remarks>
internal static class MatchScore
{
    // The factor on a word's bits, because words come in phrases: where the words before it are known, a word carries about half the
    // bits that its frequency gives (Shannon 1951). Lower detaches quotations, higher finds deleted ones. Edit cases wrong by the
    // quotation: 91 at 0.25, 29 at 0.4, 28 at 0.5, 30 at 0.6, 40 at 1.
    private const float InAPhrase = 0.5f;

    // The most that one edit costs, in bits, however long it is: 4 means that one place in sixteen is edited. Lower finds deleted
    // quotations, higher detaches edited ones. Edit cases wrong by the quotation: 34 at 1, 33 at 2, 29 at 3, 28 at 4, 26 at 5 and 6
    // (with 0 and 3 more detached), 27 at 8, 36 at 12.
    private const float Edit = 4;

    public static float Of(Pairing pairing, Mark mark, Projection found)
    {
        // A quotation without surroundings has no other evidence, so its words count in full.
        var isAlone = mark.FirstWord == 0 && mark.WordsEnd == pairing.Before.Count;
        var factor = isAlone ? 1 : InAPhrase;
        return Inside(pairing, mark, found, factor)
            + Outside(pairing, mark.FirstWord - 1, found.First, -1, factor)
            + Outside(pairing, mark.WordsEnd, found.Last, +1, factor);
    }

    private static float Inside(Pairing pairing, Mark mark, Projection found, float factor)
    {
        var score = 0f;
        var (last, lastAfterIndex) = (mark.FirstWord - 1, found.First - 1);
        for (var at = mark.FirstWord; at < mark.WordsEnd; at++)
        {
            if (pairing.AfterIndex[at] is var afterIndex && afterIndex >= found.First && afterIndex <= found.Last)
            {
                score += (factor * pairing.Score[at]) - Price(at - last, afterIndex - lastAfterIndex);
                (last, lastAfterIndex) = (at, afterIndex);
            }
        }

        return score - Price(mark.WordsEnd - last, 1);
    }

    // Outwards from an end of the mark, to where the score is highest: beyond that the surroundings may have been rewritten.
    private static float Outside(Pairing pairing, int from, int lastAfterIndex, int direction, float factor)
    {
        // A selector's context usually ends in the middle of a word. So the outermost word does not count when it is missing.
        var outermost = direction < 0 ? 0 : pairing.Before.Count - 1;
        var (score, last) = (0f, from - direction);
        var best = (outermost - from) * direction > 0 ? -Edit : 0;
        for (var at = from; at >= 0 && at < pairing.Before.Count; at += direction)
        {
            if (pairing.AfterIndex[at] is var afterIndex && afterIndex != Pairing.None && (afterIndex - lastAfterIndex) * direction > 0)
            {
                score += (factor * pairing.Score[at]) - Price((at - last) * direction, (afterIndex - lastAfterIndex) * direction);
                (last, lastAfterIndex) = (at, afterIndex);
                best = Math.Max(best, (outermost - at) * direction > 1 ? score - Edit : score);
            }
        }

        return best;
    }

    // The cost between one word that agrees and the next, at so many words' distance before and after: nothing for neighbours, a whole
    // edit when they changed places.
    private static float Price(int before, int after) =>
        after < 1 ? Edit : Math.Min(Edit, GapAlignment.Unpaired * (before + after - 2));
}
