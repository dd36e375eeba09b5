namespace SinoRussia.Essays.Anchors;

/// <summary>Pairs the words of an earlier text with those of a later one. Immutable: compute it once for a pair of revisions and share it.</summary>
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

    /// <summary>The later text, to which marks are carried.</summary>
    internal string After => pairing.After.Text;

    /// <summary>The earlier text, on which the marks were made.</summary>
    internal string Before => pairing.Before.Text;

    /// <summary>The place in the later text that is nearest to a place in the earlier one: the start of the nearest paired word, of the
    /// same block if one is left.</summary>
    /// <param name="offset">An offset in the earlier text, in UTF-16 code units. Beyond its ends, the end is meant.</param>
    /// <returns>An offset in the later text; <see langword="null"/> when no word is left.</returns>
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
            // The word before comes first: a reader looks for what is gone after the words that they read last.
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

    /// <summary>The words that kept their order, with their passages in both texts.</summary>
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

    /// <summary>Finds a passage of the earlier text in the later one.</summary>
    /// <param name="madeOn">The passage, in UTF-16 code units of the earlier text. What is beyond the text is ignored.</param>
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
