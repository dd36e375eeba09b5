namespace SinoRussia.Essays.Anchors;

/// <summary>Finds sentences that moved, by the rare words in them.</summary>
/// <remarks>
/// Rare words of both texts are chained when they follow each other at about the same distances, as genome aligners chain their seeds
/// (Li 2018, minimap2). A chain is accepted when it scores more than chance would.
/// </remarks>
internal static class MovedRuns
{
    // The most pairs of one word: a word with more is not rare, and its pairs would crowd out better ones. Edit cases wrong along the alignment:
    // 11 at 1, 10 at 4, 9 at 12 and 48.
    private const int MostPartners = 12;

    // In words, about two sentences: words farther apart are not chained. Edit cases wrong along the alignment: 9 from 5 to 80.
    private const int Reach = 40;

    // How many earlier pairs are tried as the previous one of a chain; it limits the time. Edit cases wrong along the
    // alignment: 9 from 4 to 64.
    private const int Memory = 64;

    /// <summary>Pairs words that the ordered alignment left over.</summary>
    /// <returns>How many pairs it made.</returns>
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

    // The words between two rare ones often agree, too: they cost half as much as words without a partner. Edit cases wrong along
    // the alignment: 9 at no cost and at half, 10 at the whole.
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
