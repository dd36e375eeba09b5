namespace SinoRussia.Essays.Anchors;

/// <summary>Tells the steps of an aligned gap that mean something from words that agree by coincidence.</summary>
/// <remarks>
/// A deleted sentence and an unrelated one written in its place always share some "the" and "of". Walking from a border the
/// texts share, the next agreement is believed when it is worth more than chance would bring within the words passed since the
/// last one: "the" after one replaced word, a rare word after ten. (Karlin and Altschul's reckoning again, with the area of the
/// search growing as one walks away from what is known.)
/// </remarks>
internal static class Acceptance
{
    /// <param name="steps">The gap, aligned.</param>
    /// <param name="needed">What agreement far from anything known must be worth.</param>
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
        var (before, after) = (0, 0); // words passed since the last step believed
        var (earned, island) = (0f, 0); // what the agreement since the step "island" is worth
        for (var at = 0; at < order.Length; at++)
        {
            var step = steps[order[at]];
            before += step.Before == Pairing.None ? 0 : 1;
            after += step.After == Pairing.None ? 0 : 1;
            earned += step.Score;
            if (earned <= 0)
            {
                // A replaced word claims no agreement: it need only be near one.
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

    // One bit more than even odds.
    private static float Chance(int before, int after) => (float)Math.Log2(Math.Max(1, before) * (double)Math.Max(1, after)) + 1;
}
