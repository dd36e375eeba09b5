namespace SinoRussia.Essays.Anchors;

/// <summary>The stretch of the later text that a mark's words went to.</summary>
/// <param name="First">The first of its words there.</param>
/// <param name="Last">The last of its words there.</param>
/// <param name="Share">How much of what the mark said is still said, from 0 to 1, rare words counting more.</param>
/// <param name="IsInOrder">Whether it kept its place in the order of the text.</param>
internal sealed record Projection(int First, int Last, double Share, bool IsInOrder)
{
    // A reader recognises a passage by half of what it said; with less, the words have gone and others stand there.
    private const double LeastShare = 0.4;

    // However much around it is gone, a whole sentence that survives is a place to put the mark. Sixty-four bits: some ten words.
    public const float LeastOfLong = 0.2f;
    private const double OneSentence = 64;

    // A short mark needs its surroundings as evidence: on one side at least, as many words as make up a clause of eight.
    private const int Clause = 8;

    // Surroundings are at the same distance as before, give or take the words an editor puts in or strikes out there.
    private const int MostShift = 3;

    // An insertion into a mark belongs to it, until it dwarfs the mark: then the mark has been torn in two.
    private const int MostGrowth = 4;

    public static Projection? Of(Pairing pairing, bool[] inOrder, Mark mark)
    {
        var (total, kept) = (0f, new List<int>());
        for (var at = mark.FirstWord; at < mark.WordsEnd; at++)
        {
            total += pairing.Lexicon.Bits[pairing.Before.Keys[at]];
            if (pairing.AfterIndex[at] != Pairing.None)
            {
                kept.Add(at);
            }
        }

        if (kept.Count == 0)
        {
            return null;
        }

        kept.Sort((left, right) => pairing.AfterIndex[left].CompareTo(pairing.AfterIndex[right]));
        var best = Trimmed(pairing, mark, Pieces(pairing, inOrder, mark, kept).MaxBy(piece => Weight(pairing, piece))!);
        var weight = Weight(pairing, best);
        var share = Math.Min(1, weight / total);
        var isIts = (Math.Max(
            WithSurroundings(pairing, mark, weight, total, best[0], -1),
            WithSurroundings(pairing, mark, weight, total, best[^1], +1)) >= LeastShare && share >= LeastShare)
            || (weight >= OneSentence && share >= LeastOfLong);
        return isIts ? new Projection(pairing.AfterIndex[best[0]], pairing.AfterIndex[best[^1]], share, best.TrueForAll(at => inOrder[at])) : null;
    }

    // The share that survives of the mark and, where it is short, of the words on one side of it.
    private static double WithSurroundings(Pairing pairing, Mark mark, float kept, float total, int end, int direction)
    {
        var words = Math.Max(0, Clause - (mark.WordsEnd - mark.FirstWord));
        var at = direction < 0 ? mark.FirstWord - 1 : mark.WordsEnd;
        for (; words > 0 && at >= 0 && at < pairing.Before.Count; words--, at += direction)
        {
            total += pairing.Lexicon.Bits[pairing.Before.Keys[at]];
            kept += Follows(pairing, at, end) ? pairing.Score[at] : 0;
        }

        return kept / total;
    }

    // Words at either end stay when they are worth the replaced words one has to pass to reach them: the heaviest stretch
    // (Bentley's 1984 column on the maximum sum). What was only put in or only struck out leaves no doubt about the other side.
    private static List<int> Trimmed(Pairing pairing, Mark mark, List<int> piece)
    {
        var (start, best, sum) = (0, (First: 0, Last: 0, Sum: 0f), Support(pairing, mark.FirstWord - 1, piece[0], -1));
        for (var k = 0; k < piece.Count; k++)
        {
            if (k > 0)
            {
                var (dropped, added) = (piece[k] - piece[k - 1] - 1, pairing.AfterIndex[piece[k]] - pairing.AfterIndex[piece[k - 1]] - 1);
                sum -= dropped > 0 && added > 0 ? GapAlignment.Unpaired * (dropped + added) : 0;
                (start, sum) = sum < 0 ? (k, 0) : (start, sum);
            }

            sum += pairing.Score[piece[k]];
            var whole = k == piece.Count - 1 ? sum + Support(pairing, mark.WordsEnd, piece[k], +1) : sum;
            best = whole >= best.Sum ? (start, k, whole) : best;
        }

        return piece[best.First..(best.Last + 1)];
    }

    // What the unmarked words say that follow an end of the mark, today as before: they hold it where it is.
    private static float Support(Pairing pairing, int outside, int end, int direction)
    {
        var support = 0f;
        for (var step = 0; step < Clause && outside >= 0 && outside < pairing.Before.Count; step++, outside += direction)
        {
            support += Follows(pairing, outside, end) ? pairing.Score[outside] : 0;
        }

        return support;
    }

    private static bool Follows(Pairing pairing, int outside, int end) =>
        pairing.AfterIndex[outside] is var afterIndex && afterIndex != Pairing.None && Math.Abs(afterIndex - pairing.AfterIndex[end] - (outside - end)) <= MostShift;

    private static float Weight(Pairing pairing, List<int> piece) => piece.Sum(at => pairing.Score[at]);

    // The words in the order they stand today, cut where the mark has been torn apart.
    private static List<List<int>> Pieces(Pairing pairing, bool[] inOrder, Mark mark, List<int> kept)
    {
        var pieces = new List<List<int>> { new() { kept[0] } };
        for (var k = 1; k < kept.Count; k++)
        {
            if (IsTorn(pairing, inOrder, mark, kept[k - 1], kept[k]))
            {
                pieces.Add([]);
            }

            pieces[^1].Add(kept[k]);
        }

        return pieces;
    }

    private static bool IsTorn(Pairing pairing, bool[] inOrder, Mark mark, int left, int right)
    {
        var between = pairing.AfterIndex[right] - pairing.AfterIndex[left] - 1;
        if (between <= 0)
        {
            return false;
        }

        var words = mark.WordsEnd - mark.FirstWord;
        if (between > MostGrowth * words + MostGrowth)
        {
            return true;
        }

        if (inOrder[left] == inOrder[right] && left < right)
        {
            return false; // something was put in between
        }

        // Part of the mark has moved: it still belongs to the rest unless it has moved past words that were not marked.
        for (var at = pairing.AfterIndex[left] + 1; at < pairing.AfterIndex[right]; at++)
        {
            var beforeIndex = pairing.BeforeIndex[at];
            if (beforeIndex != Pairing.None && (beforeIndex < mark.FirstWord || beforeIndex >= mark.WordsEnd))
            {
                return true;
            }
        }

        return false;
    }
}
