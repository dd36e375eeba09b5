namespace SinoRussia.Essays.Anchors;

/// <summary>Chooses between the positions of an insertion or a deletion that explain the two texts equally well.</summary>
/// <remarks>
/// Between "It will thaw. It will freeze." and "It will freeze." the words "It will" may be paired on either side. Editors usually insert
/// whole sentences, so the gap is shifted to where one starts (as in Fraser's semantic clean-up in diff-match-patch and git's indent
/// heuristic).
/// </remarks>
internal static class BoundaryShift
{
    public static void Shift(Pairing pairing)
    {
        var runs = Runs.Of(pairing);
        for (var at = 1; at < runs.Count; at++)
        {
            var (left, right) = (runs[at - 1], runs[at]);
            var (dropped, added) = (right.Before - left.BeforeEnd, right.After - left.AfterEnd);
            if (dropped == 0 && added > 0)
            {
                Shift(pairing, left, right, added, pairing.After);
            }
            else if (added == 0 && dropped > 0)
            {
                Shift(pairing, left, right, dropped, pairing.Before);
            }
        }
    }

    // A shift by one step moves the word at the border from one run to the other. It must be the same word at both ends of the gap.
    private static void Shift(Pairing pairing, Run left, Run right, int gap, Words words)
    {
        var isAdded = ReferenceEquals(words, pairing.After);
        var start = isAdded ? left.AfterEnd : left.BeforeEnd;
        var (best, steps) = (Fit(words, start, gap), 0);
        for (var step = -1; -step < left.Length && words.Keys[start + step] == words.Keys[start + gap + step]; step--)
        {
            if (Fit(words, start + step, gap) is var fit && fit > best)
            {
                (best, steps) = (fit, step);
            }
        }

        for (var step = 1; step < right.Length && words.Keys[start + step - 1] == words.Keys[start + gap + step - 1]; step++)
        {
            if (Fit(words, start + step, gap) is var fit && fit > best)
            {
                (best, steps) = (fit, step);
            }
        }

        for (; steps < 0; steps++)
        {
            Move(pairing, isAdded, start + steps, start + steps + gap);
        }

        for (; steps > 0; steps--)
        {
            Move(pairing, isAdded, start + gap + steps - 1, start + steps - 1);
        }
    }

    private static int Fit(Words words, int start, int gap) =>
        (words.StartsSentence[start] ? 1 : 0) + (start + gap < words.Count && words.StartsSentence[start + gap] ? 1 : 0);

    private static void Move(Pairing pairing, bool isAdded, int from, int to)
    {
        if (isAdded)
        {
            var before = pairing.BeforeIndex[from];
            pairing.Unpair(before);
            pairing.Pair(before, to);
        }
        else
        {
            var after = pairing.AfterIndex[from];
            pairing.Unpair(from);
            pairing.Pair(to, after);
        }
    }
}
