namespace SinoRussia.Essays.Anchors;

/// <summary>Decides which steps of an aligned gap to accept, and which are words that agree by coincidence.</summary>
/// <remarks>
/// A deleted sentence and an unrelated one in its place always share words such as "the" and "of". The walk starts where the texts
/// are known to agree. The next agreement is accepted when its score is higher than chance would give within the words passed
/// since the last accepted step: "the" after one replaced word, a rare word after ten. This is the estimate of Karlin and Altschul
/// (see <see cref="ScoreThreshold"/>) for an area that grows with the distance.
/// </remarks>
internal static class Acceptance
{
    /// <param name="steps">The gap, aligned.</param>
    /// <param name="needed">The score, in bits, that an agreement needs far from any accepted step.</param>
    /// <param name="fromStart">Whether the texts are known to agree just before the gap.</param>
    /// <param name="fromEnd">Whether they are known to agree just behind it.</param>
    public static bool[] In(List<Step> steps, float needed, bool fromStart, bool fromEnd)
    {
        var accepted = new bool[steps.Count];
        Walk(steps, accepted, needed, fromStart, [.. Enumerable.Range(0, steps.Count)]);
        Walk(steps, accepted, needed, fromEnd, [.. Enumerable.Range(0, steps.Count).Reverse()]);
        return accepted;
    }

    private static void Walk(List<Step> steps, bool[] accepted, float needed, bool isKnown, int[] order)
    {
        var (before, after) = (0, 0); // words passed since the last accepted step
        var (earned, island) = (0f, 0); // the score since the step "island"
        for (var at = 0; at < order.Length; at++)
        {
            var step = steps[order[at]];
            before += step.Before == Pairing.None ? 0 : 1;
            after += step.After == Pairing.None ? 0 : 1;
            earned += step.Score;
            if (earned <= 0)
            {
                // A replaced word is no agreement. It is accepted when it is near one.
                accepted[order[at]] |= isKnown && Chance(before, after) < needed;
                (earned, island) = (0, at + 1);
            }
            else if (earned >= (isKnown ? Math.Min(needed, Chance(before, after)) : needed))
            {
                order.AsSpan(island, at + 1 - island).ToArray().ToList().ForEach(k => accepted[k] = true);
                (before, after, earned, island, isKnown) = (0, 0, 0, at + 1, true);
            }
        }
    }

    // The score at which chance gives half an agreement in an area of so many words. Edit cases wrong along the alignment with so
    // many bits added: 9 with 0 and 1, 13 with 4.
    private static float Chance(int before, int after) => (float)Math.Log2(Math.Max(1, before) * (double)Math.Max(1, after)) + 1;
}
