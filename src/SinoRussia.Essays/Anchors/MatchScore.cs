namespace SinoRussia.Essays.Anchors;

/// <summary>How much likelier it is, in bits, that a quotation stands somewhere than that chance made it look so.</summary>
/// <remarks>
/// Words that agree speak for a place and edits against it, be they in the quotation or around it: the score of an alignment
/// with affine gaps as log-odds (Durbin and others 1998, chapter 2). Counting only what agrees would take any "deepening of
/// relations" for the one that was quoted.
/// </remarks>
internal static class MatchScore
{
    // Words come in phrases. By its frequency alone a word of prose is worth some ten bits; where the words before it are known, about half (Shannon 1951).
    private const float InAPhrase = 0.5f;

    // One place in sixteen is edited between two readings, lightly or heavily: what an edit costs, however long it is.
    private const float Edit = 4;

    public static float Of(Pairing pairing, Mark mark, Projection found)
    {
        // A quotation that came without surroundings has nothing else to be judged by: it is taken at its word.
        var isAlone = mark.FirstWord == 0 && mark.WordsEnd == pairing.Before.Count;
        var trust = isAlone ? 1 : InAPhrase;
        return Inside(pairing, mark, found, trust)
            + Outside(pairing, mark.FirstWord - 1, found.First, -1, trust)
            + Outside(pairing, mark.WordsEnd, found.Last, +1, trust);
    }

    private static float Inside(Pairing pairing, Mark mark, Projection found, float trust)
    {
        var score = 0f;
        var (last, lastAfterIndex) = (mark.FirstWord - 1, found.First - 1);
        for (var at = mark.FirstWord; at < mark.WordsEnd; at++)
        {
            if (pairing.AfterIndex[at] is var afterIndex && afterIndex >= found.First && afterIndex <= found.Last)
            {
                score += (trust * pairing.Score[at]) - Price(at - last, afterIndex - lastAfterIndex);
                (last, lastAfterIndex) = (at, afterIndex);
            }
        }

        return score - Price(mark.WordsEnd - last, 1);
    }

    // Outwards from an end of the mark, as far as it pays: somewhere the surroundings may have been written anew.
    private static float Outside(Pairing pairing, int from, int lastAfterIndex, int direction, float trust)
    {
        // A selector's context is cut off in the middle of a word more often than not: the outermost one does not count when it is missing.
        var outermost = direction < 0 ? 0 : pairing.Before.Count - 1;
        var (score, last) = (0f, from - direction);
        var best = (outermost - from) * direction > 0 ? -Edit : 0;
        for (var at = from; at >= 0 && at < pairing.Before.Count; at += direction)
        {
            if (pairing.AfterIndex[at] is var afterIndex && afterIndex != Pairing.None && (afterIndex - lastAfterIndex) * direction > 0)
            {
                score += (trust * pairing.Score[at]) - Price((at - last) * direction, (afterIndex - lastAfterIndex) * direction);
                (last, lastAfterIndex) = (at, afterIndex);
                best = Math.Max(best, (outermost - at) * direction > 1 ? score - Edit : score);
            }
        }

        return best;
    }

    // From one word that agrees to the next, so many words on before and after: nothing when they are neighbours, a whole edit when they changed places.
    private static float Price(int before, int after) =>
        after < 1 ? Edit : Math.Min(Edit, GapAlignment.Unpaired * (before + after - 2));
}
