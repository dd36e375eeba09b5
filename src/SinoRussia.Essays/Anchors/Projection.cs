namespace SinoRussia.Essays.Anchors;

/// <summary>Where a mark's words are in the later text. Places are indexes of words.</summary>
/// <param name="First">The first of the mark's words in the later text.</param>
/// <param name="Last">The last of the mark's words in the later text.</param>
/// <param name="Share">The share of the mark's words that is still there, in bits of all its bits, from 0 to 1.</param>
/// <param name="IsInOrder">Whether all of these words kept their place in the order of the text.</param>
internal sealed record Projection(int First, int Last, double Share, bool IsInOrder)
{
    // The share of a mark's bits that must survive, else the mark is detached. Higher gives up marks that were reworded; lower finds
    // passages that were deleted. Edit cases wrong along the alignment: 15 at 0.2, 9 at 0.3 and 0.4, 8 at 0.5, 13 at 0.6, 31 at 0.7.
    private const double LeastShare = 0.4;

    // A smaller share is enough where at least OneSentence bits survive, some ten words: one sentence of a long mark. Edit cases
    // wrong along the alignment: 9 with 0.05 to 0.2, 10 at 0.3, 11 at 0.4; by the quotation 31 at 0.05, 28 from 0.1 on.
    public const float LeastOfLong = 0.2f;

    // In bits. Lower accepts common phrases of a deleted passage, higher detaches marks of which one sentence is left. Edit cases wrong
    // along the alignment: 12 at 32, 11 at 48, 9 from 64 to 128, 11 at 256 and without this rule.
    private const double OneSentence = 64;

    // A mark of fewer words is judged together with the words on one side of it that make up so many. Fewer words let a short mark
    // stay on a common word; more detach it when its neighbours were edited. Edit cases wrong along the alignment: 16 at 0, 12 at 4,
    // 9 from 8 to 16, 15 at 24.
    private const int Clause = 8;

    // How many words the distance between a mark and a word beside it may change, for an insertion or deletion between them. Edit
    // cases do not tell 0 to 5 apart (9 wrong); at 8 and above 11 are.
    private const int MostShift = 3;

    // An insertion into a mark is part of it up to so many times the mark's words, and as many words more; beyond that, the mark was
    // cut in two and the larger part is kept. Edit cases wrong along the alignment: 377 at 0, 13 at 1, 9 from 2 on. No edit
    // case has an insertion that is longer than the limit.
    private const int MostGrowth = 4;

    /// <returns><see langword="null"/> when too little of the mark survives.</returns>
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
        var survives = (Math.Max(
            WithSurroundings(pairing, mark, weight, total, best[0], -1),
            WithSurroundings(pairing, mark, weight, total, best[^1], +1)) >= LeastShare && share >= LeastShare)
            || (weight >= OneSentence && share >= LeastOfLong);
        return survives ? new Projection(pairing.AfterIndex[best[0]], pairing.AfterIndex[best[^1]], share, best.TrueForAll(at => inOrder[at])) : null;
    }

    // The share that survives of the mark, together with words on one side of it when the mark is short.
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

    // Cuts words off either end when they score less than the replaced words between them and the rest: the subarray of the maximum
    // sum (Bentley 1984). A mere insertion or deletion costs nothing.
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

    // The score of the unmarked words that follow an end of the mark in both texts. They keep that end of the mark.
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

    // The words in today's order, split where the mark was cut in two.
    private static List<List<int>> Pieces(Pairing pairing, bool[] inOrder, Mark mark, List<int> kept)
    {
        var pieces = new List<List<int>> { new() { kept[0] } };
        for (var k = 1; k < kept.Count; k++)
        {
            if (IsCut(pairing, inOrder, mark, kept[k - 1], kept[k]))
            {
                pieces.Add([]);
            }

            pieces[^1].Add(kept[k]);
        }

        return pieces;
    }

    private static bool IsCut(Pairing pairing, bool[] inOrder, Mark mark, int left, int right)
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
            return false; // an insertion
        }

        // A part of the mark moved. It is still one mark unless the part moved past words that were not marked.
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
