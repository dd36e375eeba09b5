namespace SinoRussia.Essays.Anchors;

/// <summary>The stretch of the later text that a mark's words went to.</summary>
/// <param name="First">The first of its words there.</param>
/// <param name="Last">The last of its words there.</param>
/// <param name="Share">How much of what the mark said is still said, from 0 to 1, rare words counting more.</param>
/// <param name="IsInOrder">Whether it kept its place in the order of the text.</param>
internal sealed record Survival(int First, int Last, double Share, bool IsInOrder)
{
    // A reader recognises a passage by half of what it said; with less, the words have gone and others stand there.
    private const double LeastShare = 0.4;

    // An insertion into a mark belongs to it, until it dwarfs the mark: then the mark has been torn in two.
    private const int MostGrowth = 4;

    public static Survival? Of(Pairing pairing, bool[] inOrder, Mark mark)
    {
        var (total, kept) = (0f, new List<int>());
        for (var at = mark.FirstWord; at < mark.WordsEnd; at++)
        {
            total += pairing.Lexicon.Bits[pairing.Before.Keys[at]];
            if (pairing.Image[at] != Pairing.None)
            {
                kept.Add(at);
            }
        }

        if (kept.Count == 0)
        {
            return null;
        }

        kept.Sort((left, right) => pairing.Image[left].CompareTo(pairing.Image[right]));
        var best = Pieces(pairing, inOrder, mark, kept).MaxBy(piece => Weight(pairing, piece))!;
        var share = Weight(pairing, best) / total;
        return share < LeastShare ? null : new Survival(
            pairing.Image[best[0]], pairing.Image[best[^1]], Math.Min(1, share), best.TrueForAll(at => inOrder[at]));
    }

    private static float Weight(Pairing pairing, List<int> piece) => piece.Sum(at => pairing.Worth[at]);

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
        var between = pairing.Image[right] - pairing.Image[left] - 1;
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
        for (var at = pairing.Image[left] + 1; at < pairing.Image[right]; at++)
        {
            var source = pairing.Source[at];
            if (source != Pairing.None && (source < mark.FirstWord || source >= mark.WordsEnd))
            {
                return true;
            }
        }

        return false;
    }
}
