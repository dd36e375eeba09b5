namespace SinoRussia.Essays.Anchors;

/// <summary>Pairs the words of two texts: unique phrases first, then the words between them, then what moved, then its surroundings.</summary>
internal static class Aligner
{
    // How many words a phrase has that is looked for as unique in both texts. Fewer find common phrases in unrelated places. Edit cases
    // wrong along the alignment: 10 at 1 and 2, 9 from 3 to 8.
    private const int UniquePhraseWords = 4;

    // The most pairs of words that are aligned at once; it limits time and memory to a thousand words against a thousand. Larger gaps
    // are divided first. Unique phrases seldom leave such a gap in prose.
    private const int MostCells = 1 << 20;

    // How many words on either side of a moved phrase are aligned with it. Edit cases wrong along the alignment: 10 at 0, 9 from 10 on.
    private const int Surroundings = 60;

    // A gap between two runs: the texts correspond at both ends of it.
    private static readonly (bool Start, bool End) Inside = (true, true);

    // A stretch outwards from a run: the texts correspond at its start.
    private static readonly (bool Start, bool End) Outwards = (true, false);

    /// <param name="before">The words of the earlier text.</param>
    /// <param name="after">The words of the later one.</param>
    /// <param name="lexicon">The score of each word.</param>
    /// <param name="areWhole">Whether both are whole texts, whose beginnings and ends correspond.</param>
    public static Pairing Align(Words before, Words after, Lexicon lexicon, bool areWhole)
    {
        var pairing = new Pairing(before, after, lexicon);
        var phrases = FindPhrases(pairing);
        phrases.InOrder.ForEach(run => Claim(pairing, run));
        FillInOrder(pairing, areWhole);
        BoundaryShift.Shift(pairing);

        phrases.Moved.FindAll(run => HasMoved(pairing, run)).ForEach(run => Claim(pairing, run));
        FillBetweenNeighbours(pairing);
        ExtendMoved(pairing);
        FillInOrder(pairing, areWhole);

        var (left, right) = (Pairing.Free(pairing.AfterIndex, 0, before.Count), Pairing.Free(pairing.BeforeIndex, 0, after.Count));
        if (MovedRuns.Claim(pairing, left, right) > 0)
        {
            FillBetweenNeighbours(pairing);
            ExtendMoved(pairing);
        }

        return pairing;
    }

    private static (List<Run> InOrder, List<Run> Moved) FindPhrases(Pairing pairing)
    {
        var (before, after) = (Pairing.Free(pairing.AfterIndex, 0, pairing.Before.Count), Pairing.Free(pairing.BeforeIndex, 0, pairing.After.Count));
        var needed = ScoreThreshold.Needed(before.Length, after.Length);
        var all = UniquePhrases.Between(pairing, before, after, UniquePhraseWords).FindAll(run => run.Score >= needed);
        var inOrder = Runs.InOrder([.. all.OrderBy(run => run.Before)]);
        return (inOrder, all.Except(inOrder).ToList());
    }

    // A copy is not a move. A phrase moved only when less than half of its score is still paired elsewhere. Edit cases
    // wrong along the alignment: 10 when nothing moves, 9 at a half and at the whole.
    private static bool HasMoved(Pairing pairing, Run run)
    {
        var rival = 0f;
        for (var k = 0; k < run.Length; k++)
        {
            rival += pairing.Score[run.Before + k];
            rival += pairing.BeforeIndex[run.After + k] is var beforeIndex && beforeIndex != Pairing.None ? pairing.Score[beforeIndex] : 0;
        }

        return rival < run.Score / 2;
    }

    private static void Claim(Pairing pairing, Run run)
    {
        for (var k = 0; k < run.Length; k++)
        {
            pairing.Unpair(run.Before + k);
            if (pairing.BeforeIndex[run.After + k] is var beforeIndex && beforeIndex != Pairing.None)
            {
                pairing.Unpair(beforeIndex);
            }

            pairing.Pair(run.Before + k, run.After + k);
        }
    }

    // Fills the gaps between runs that follow each other in both texts with only unpaired words between them.
    private static void FillBetweenNeighbours(Pairing pairing)
    {
        var runs = Runs.Of(pairing);
        for (var at = 1; at < runs.Count; at++)
        {
            var (left, right) = (runs[at - 1], runs[at]);
            if (right.After >= left.AfterEnd && Room(pairing.BeforeIndex, left.AfterEnd, +1) >= right.After - left.AfterEnd)
            {
                Fill(pairing, Range(left.BeforeEnd, right.Before), Range(left.AfterEnd, right.After), Inside);
            }
        }
    }

    // Fills what is left between two runs that kept their order, without what moved away from there or to there.
    private static void FillInOrder(Pairing pairing, bool areWhole)
    {
        var (before, after) = (0, 0);
        foreach (var run in Runs.InOrder(Runs.Of(pairing)).Append(new Run(pairing.Before.Count, pairing.After.Count, 0, 0)))
        {
            var (isFirst, isLast) = (before == 0 && after == 0, run.Length == 0);
            Fill(
                pairing,
                Pairing.Free(pairing.AfterIndex, before, run.Before),
                Pairing.Free(pairing.BeforeIndex, after, run.After),
                (Start: areWhole || !isFirst, End: areWhole || !isLast));
            (before, after) = (run.BeforeEnd, run.AfterEnd);
        }
    }

    // The surroundings of a moved run moved with it, up to the next paired word.
    private static void ExtendMoved(Pairing pairing)
    {
        var runs = Runs.Of(pairing);
        var inOrder = Runs.InOrder(runs).ToHashSet();
        foreach (var run in runs.Where(run => !inOrder.Contains(run)))
        {
            Extend(pairing, run.BeforeEnd, run.AfterEnd, +1);
            Extend(pairing, run.Before - 1, run.After - 1, -1);
        }
    }

    private static void Extend(Pairing pairing, int before, int after, int direction)
    {
        var left = Neighbours(before, Room(pairing.AfterIndex, before, direction), direction);
        var right = Neighbours(after, Room(pairing.BeforeIndex, after, direction), direction);
        if (left.Length > 0 && right.Length > 0)
        {
            Accept(pairing, GapAlignment.Align(pairing, left, right, Outwards, isWhole: false), left.Length, right.Length, Outwards);
        }
    }

    private static int Room(int[] partners, int from, int direction)
    {
        var room = 0;
        for (var at = from; at >= 0 && at < partners.Length && partners[at] == Pairing.None; at += direction)
        {
            room++;
        }

        return room;
    }

    private static int[] Neighbours(int from, int room, int direction) =>
        [.. Enumerable.Range(0, Math.Min(room, Surroundings)).Select(step => from + (direction * step))];

    private static int[] Range(int from, int to) => [.. Enumerable.Range(from, to - from)];

    private static void Fill(Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, (bool Start, bool End) known)
    {
        if (before.IsEmpty || after.IsEmpty)
        {
            return;
        }

        if ((long)before.Length * after.Length <= MostCells)
        {
            Accept(pairing, GapAlignment.Align(pairing, before, after, known), before.Length, after.Length, known);
        }
        else
        {
            Divide(pairing, before, after, known);
        }
    }

    // Divides a gap that is too large to align at once: looks for phrases that are unique within it, ever shorter ones.
    private static void Divide(Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, (bool Start, bool End) known)
    {
        var needed = ScoreThreshold.Needed(before.Length, after.Length);
        for (var words = UniquePhraseWords; words > 0; words--)
        {
            var found = UniquePhrases.Between(pairing, before, after, words).FindAll(run => run.Score >= needed);
            if (found.Count == 0)
            {
                continue;
            }

            found.Sort((left, right) => left.Before.CompareTo(right.Before));
            foreach (var run in Runs.InOrder(found))
            {
                Claim(pairing, run);
                Fill(pairing, before[..IndexOf(before, run.Before)], after[..IndexOf(after, run.After)], (known.Start, End: true));
                known.Start = true;
                before = before[IndexOf(before, run.BeforeEnd)..];
                after = after[IndexOf(after, run.AfterEnd)..];
            }

            Fill(pairing, before, after, known);
            return;
        }
    }

    private static int IndexOf(ReadOnlySpan<int> places, int limit)
    {
        var found = places.BinarySearch(limit);
        return found < 0 ? ~found : found;
    }

    private static void Accept(Pairing pairing, List<Step> steps, int before, int after, (bool Start, bool End) known)
    {
        var accepted = Acceptance.In(steps, ScoreThreshold.Needed(before, after), known.Start, known.End);
        for (var at = 0; at < steps.Count; at++)
        {
            var step = steps[at];
            if (!accepted[at] || step.Before == Pairing.None || step.After == Pairing.None)
            {
                continue;
            }

            if (step.Score > 0)
            {
                pairing.Pair(step.Before, step.After);
            }
            else
            {
                pairing.Replacement[step.Before] = step.After;
            }
        }
    }
}
