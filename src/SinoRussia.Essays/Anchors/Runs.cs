namespace SinoRussia.Essays.Anchors;

/// <summary>Words that are paired and neighbours in both texts.</summary>
internal readonly record struct Run(int Before, int After, int Length, float Score)
{
    public int BeforeEnd => Before + Length;

    public int AfterEnd => After + Length;
}

internal static class Runs
{
    /// <summary>All pairs as the longest possible runs, in the order of the text before.</summary>
    public static List<Run> Of(Pairing pairing)
    {
        var runs = new List<Run>();
        var afterIndex = pairing.AfterIndex;
        for (var at = 0; at < afterIndex.Length;)
        {
            if (afterIndex[at] == Pairing.None)
            {
                at++;
                continue;
            }

            var start = at;
            var score = 0f;
            do
            {
                score += pairing.Score[at];
                at++;
            }
            while (at < afterIndex.Length && afterIndex[at] == afterIndex[at - 1] + 1);
            runs.Add(new Run(start, afterIndex[start], at - start, score));
        }

        return runs;
    }

    /// <summary>The runs of the highest total score that are in the same order in both texts. The others moved.</summary>
    /// <remarks>
    /// The increasing subsequence of the highest score, by a tree of prefix maxima (Fenwick 1994) over the places in the text after. Hunt
    /// and Szymanski (1977) and patience diff do the same with the longest one.
    /// </remarks>
    /// <param name="runs">Runs in the order of the text before, none overlapping another in either text.</param>
    public static List<Run> InOrder(List<Run> runs)
    {
        var ranks = runs.Select(run => run.After).Order().ToArray();
        var best = new (float Score, int Run)[runs.Count + 1]; // Fenwick tree, counted from one
        var (total, previous) = (new float[runs.Count], new int[runs.Count]);
        for (var i = 0; i < runs.Count; i++)
        {
            var rank = Array.BinarySearch(ranks, runs[i].After);
            (float Score, int Run) found = (0, -1);
            for (var node = rank; node > 0; node -= node & -node)
            {
                found = best[node].Score > found.Score ? best[node] : found;
            }

            (total[i], previous[i]) = (found.Score + runs[i].Score, found.Run);
            for (var node = rank + 1; node <= runs.Count; node += node & -node)
            {
                best[node] = total[i] > best[node].Score ? (total[i], i) : best[node];
            }
        }

        var chosen = new List<Run>();
        for (var i = Array.IndexOf(total, total.DefaultIfEmpty().Max()); i >= 0; i = previous[i])
        {
            chosen.Add(runs[i]);
        }

        chosen.Reverse();
        return chosen;
    }

    /// <summary>For each word before, whether it kept its place in the order of the text.</summary>
    public static bool[] WordsInOrder(Pairing pairing)
    {
        var inOrder = new bool[pairing.Before.Count];
        foreach (var run in InOrder(Of(pairing)))
        {
            inOrder.AsSpan(run.Before, run.Length).Fill(true);
        }

        return inOrder;
    }
}
