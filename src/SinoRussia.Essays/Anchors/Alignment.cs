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

    /// <summary>Where a passage of the earlier text stands in the later one.</summary>
    public Anchor Carry(Passage madeOn)
    {
        if (madeOn.Start >= Before.Length || madeOn.Length == 0)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        var mark = Mark.Of(pairing.Before, madeOn.Start, Math.Min(madeOn.End, Before.Length));
        var found = mark.HasWords ? Survival.Of(pairing, inOrder, mark) : null;
        if (mark.HasWords && found is null)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        if (Edges.Place(pairing, mark, found) is not { } passage)
        {
            return Anchor.Detached(AnchorMethod.Alignment);
        }

        var isSame = Folding.SameToAReader(Before.AsSpan(mark.Start, mark.End - mark.Start), After.AsSpan(passage.Start, passage.Length));
        var state = isSame && found is not { IsInOrder: false } ? AnchorState.Exact : AnchorState.Moved;
        return new Anchor(state, passage, AnchorMethod.Alignment, isSame ? 1 : found?.Share ?? 1);
    }
}
