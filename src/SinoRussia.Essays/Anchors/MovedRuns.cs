namespace SinoRussia.Essays.Anchors;

/// <summary>Recognises sentences that have moved by the rare words they took along.</summary>
/// <remarks>
/// Rare words found on both sides are chained when they follow each other at about the same pace, as genome aligners
/// chain their seeds (Li 2018, minimap2); a chain is believed when it says more than chance would.
/// </remarks>
internal static class MovedRuns
{
    // A word with more partners than this is no longer rare, and its pairs would only crowd out the telling ones.
    private const int MostPartners = 12;

    // About two sentences: words farther apart than this do not vouch for each other.
    private const int Reach = 40;

    // How many earlier pairs are asked to be the one before: enough for a sentence whose every word has a rival.
    private const int Memory = 64;

    /// <summary>Pairs up what the ordered alignment left over; gives back the pairs it made.</summary>
    public static int Claim(Pairing pairing, int[] before, int[] after)
    {
        var seeds = Seeds(pairing, before, after);
        var (score, previous) = Chain(pairing, seeds);
        var needed = ScoreThreshold.Needed(before.Length, after.Length);
        var claimed = 0;
        foreach (var end in Enumerable.Range(0, seeds.Count).Where(at => score[at] >= needed).OrderByDescending(at => score[at]))
        {
            var chain = Free(pairing, seeds, previous, end);
            if (chain.Count > 0 && Score(pairing, seeds, chain) >= needed)
            {
                chain.ForEach(at => pairing.Pair(seeds[at].Before, seeds[at].After));
                claimed += chain.Count;
            }
        }

        return claimed;
    }

    private static List<(int Before, int After)> Seeds(Pairing pairing, int[] before, int[] after)
    {
        var places = after.ToLookup(at => pairing.After.Keys[at]);
        var uses = before.CountBy(at => pairing.Before.Keys[at]).ToDictionary();
        var seeds = new List<(int, int)>();
        foreach (var at in before)
        {
            var key = pairing.Before.Keys[at];
            var there = places[key];
            if (uses[key] * there.Count() <= MostPartners)
            {
                seeds.AddRange(there.Select(place => (at, place)));
            }
        }

        return seeds;
    }

    private static (float[] Score, int[] Previous) Chain(Pairing pairing, List<(int Before, int After)> seeds)
    {
        var (score, previous) = (new float[seeds.Count], new int[seeds.Count]);
        for (var at = 0; at < seeds.Count; at++)
        {
            var best = 0f;
            previous[at] = -1;
            for (var earlier = at - 1; earlier >= Math.Max(0, at - Memory) && seeds[at].Before - seeds[earlier].Before <= Reach; earlier--)
            {
                var sum = score[earlier] - Link(seeds[earlier], seeds[at]);
                if (sum > best)
                {
                    (best, previous[at]) = (sum, earlier);
                }
            }

            score[at] = best + pairing.Lexicon.Bits[pairing.Before.Keys[seeds[at].Before]];
        }

        return (score, previous);
    }

    // The words between two rare ones are common ones more often than strangers: half the price of a word without a partner.
    private static float Link((int Before, int After) earlier, (int Before, int After) later)
    {
        var (before, after) = (later.Before - earlier.Before, later.After - earlier.After);
        return before <= 0 || after <= 0 || after > Reach
            ? float.PositiveInfinity
            : (0.5f * GapAlignment.Unpaired * (before + after - 2)) + Math.Min(2, Math.Abs(before - after));
    }

    private static List<int> Free(Pairing pairing, List<(int Before, int After)> seeds, int[] previous, int end)
    {
        var chain = new List<int>();
        for (var at = end; at >= 0 && pairing.IsFree(seeds[at].Before, seeds[at].After); at = previous[at])
        {
            chain.Add(at);
        }

        chain.Reverse();
        return chain;
    }

    private static float Score(Pairing pairing, List<(int Before, int After)> seeds, List<int> chain)
    {
        var score = chain.Sum(at => pairing.Lexicon.Bits[pairing.Before.Keys[seeds[at].Before]]);
        for (var k = 1; k < chain.Count; k++)
        {
            score -= Link(seeds[chain[k - 1]], seeds[chain[k]]);
        }

        return score;
    }
}
