namespace SinoRussia.Essays.Anchors;

/// <summary>Which words of an earlier text are which words of a later one. Immutable: compute it once for a pair of revisions and share it.</summary>
public sealed class Alignment
{
    private readonly Pairing pairing;
    private readonly bool[] inOrder;

    private Alignment(Pairing pairing)
    {
        this.pairing = pairing;
        inOrder = Runs.WordsInOrder(pairing);
    }

    public static Alignment Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var vocabulary = new Vocabulary();
        var (left, right) = (Words.Of(before, vocabulary), Words.Of(after, vocabulary));
        var lexicon = vocabulary.Close();
        var (mine, theirs) = (Compounds.Join(left, right, lexicon), Compounds.Join(right, left, lexicon));
        return new Alignment(Aligner.Align(mine, theirs, lexicon, areWhole: true));
    }

    /// <summary>The text marks are carried to.</summary>
    internal string After => pairing.After.Text;

    /// <summary>The text the marks were made on.</summary>
    internal string Before => pairing.Before.Text;

    /// <summary>Where in the later text the words stand that are nearest to a place in the earlier one, those of its own block first;
    /// <see langword="null"/> when no word is left.</summary>
    public int? Near(int offset)
    {
        var place = Math.Clamp(offset, 0, Before.Length);
        var (blockStart, blockEnd) = (Before.LastIndexOf('\n', Math.Max(0, place - 1)) + 1, Before.IndexOf('\n', place));
        return Near(place, pairing.Before.FirstStartingAt(blockStart), blockEnd < 0 ? pairing.Before.Count : pairing.Before.FirstStartingAt(blockEnd))
            ?? Near(place, 0, pairing.Before.Count);
    }

    private int? Near(int offset, int from, int to)
    {
        var at = Math.Clamp(pairing.Before.FirstEndingAfter(offset), from, Math.Max(from, to - 1));
        for (var step = 0; step < to - from; step++)
        {
            // What stood before it comes first: a reader looks for what is gone after what they have just read.
            foreach (var neighbour in (ReadOnlySpan<int>)[at - step, at + step])
            {
                if (neighbour >= from && neighbour < to && pairing.AfterIndex[neighbour] is var afterIndex && afterIndex != Pairing.None)
                {
                    return pairing.After.Starts[afterIndex];
                }
            }
        }

        return null;
    }

    /// <summary>The words that kept their order, as they stand in either text.</summary>
    internal IEnumerable<(Passage Before, Passage After)> WordsInOrder()
    {
        for (var at = 0; at < inOrder.Length; at++)
        {
            if (inOrder[at] && pairing.AfterIndex[at] is var afterIndex && afterIndex != Pairing.None)
            {
                yield return (
                    new Passage(pairing.Before.Starts[at], pairing.Before.Ends[at]),
                    new Passage(pairing.After.Starts[afterIndex], pairing.After.Ends[afterIndex]));
            }
        }
    }

    /// <summary>Where a passage of the earlier text stands in the later one.</summary>
    public Anchor Carry(Passage madeOn)
    {
        if (madeOn.Start >= Before.Length || madeOn.Length == 0)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        var mark = Mark.Of(pairing.Before, madeOn.Start, Math.Min(madeOn.End, Before.Length));
        var found = mark.HasWords ? Projection.Of(pairing, inOrder, mark) : null;
        if (mark.HasWords && found is null)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        if (Edges.PassageOf(pairing, mark, found) is not { } passage)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        var isSame = Folding.SameToAReader(Before.AsSpan(mark.Start, mark.End - mark.Start), After.AsSpan(passage.Start, passage.Length));
        var state = isSame && found is not { IsInOrder: false } ? AnchorState.Exact : AnchorState.Moved;
        return new Anchor(state, passage, AnchorMethod.Alignment, isSame ? 1 : found?.Share ?? 1);
    }
}
