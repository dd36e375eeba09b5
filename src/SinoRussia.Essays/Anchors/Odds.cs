namespace SinoRussia.Essays.Anchors;

/// <summary>How much likelier it is, in bits, that a quotation stands somewhere than that chance made it look so.</summary>
/// <remarks>
/// Words that agree speak for a place and edits against it, be they in the quotation or around it: the score of an alignment
/// with affine gaps as log-odds (Durbin and others 1998, chapter 2). Counting only what agrees would take any "deepening of
/// relations" for the one that was quoted.
/// </remarks>
internal static class Odds
{
    // Words come in phrases. By its frequency alone a word of prose is worth some ten bits; where the words before it are known, about half (Shannon 1951).
    private const float InAPhrase = 0.5f;

    // One place in sixteen is edited between two readings, lightly or heavily: what an edit costs, however long it is.
    private const float Edit = 4;

    public static float Of(Pairing pairing, Mark mark, Survival found)
    {
        // A quotation that came without surroundings has nothing else to be judged by: it is taken at its word.
        var isAlone = mark.FirstWord == 0 && mark.WordsEnd == pairing.Before.Count;
        var trust = isAlone ? 1 : InAPhrase;
        return Inside(pairing, mark, found, trust)
            + Outside(pairing, mark.FirstWord - 1, found.First, -1, trust)
            + Outside(pairing, mark.WordsEnd, found.Last, +1, trust);
    }

    private static float Inside(Pairing pairing, Mark mark, Survival found, float trust)
    {
        var odds = 0f;
        var (last, lastImage) = (mark.FirstWord - 1, found.First - 1);
        for (var at = mark.FirstWord; at < mark.WordsEnd; at++)
        {
            if (pairing.Image[at] is var image && image >= found.First && image <= found.Last)
            {
                odds += (trust * pairing.Worth[at]) - Price(at - last, image - lastImage);
                (last, lastImage) = (at, image);
            }
        }

        return odds - Price(mark.WordsEnd - last, 1);
    }

    // Outwards from an end of the mark, as far as it pays: somewhere the surroundings may have been written anew.
    private static float Outside(Pairing pairing, int from, int lastImage, int way, float trust)
    {
        // A selector's context is cut off in the middle of a word more often than not: the outermost one does not count when it is missing.
        var outermost = way < 0 ? 0 : pairing.Before.Count - 1;
        var (odds, last) = (0f, from - way);
        var best = (outermost - from) * way > 0 ? -Edit : 0;
        for (var at = from; at >= 0 && at < pairing.Before.Count; at += way)
        {
            if (pairing.Image[at] is var image && image != Pairing.None && (image - lastImage) * way > 0)
            {
                odds += (trust * pairing.Worth[at]) - Price((at - last) * way, (image - lastImage) * way);
                (last, lastImage) = (at, image);
                best = Math.Max(best, (outermost - at) * way > 1 ? odds - Edit : odds);
            }
        }

        return best;
    }

    // From one word that agrees to the next, so many words on before and after: nothing when they are neighbours, a whole edit when they changed places.
    private static float Price(int before, int after) =>
        after < 1 ? Edit : Math.Min(Edit, GapAlignment.Unpaired * (before + after - 2));
}
