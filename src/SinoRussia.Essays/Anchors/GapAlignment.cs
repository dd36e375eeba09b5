using System.Buffers;

namespace SinoRussia.Essays.Anchors;

/// <summary>One step through a gap: a word before, a word after, or one set against the other.</summary>
internal readonly record struct Step(int Before, int After, float Worth);

/// <summary>Sets the words of two short stretches against each other as a careful reader would.</summary>
/// <remarks>Gotoh's (1982) alignment with affine gaps: Needleman and Wunsch's, in which a gap costs something to open and little to go on.</remarks>
internal static class GapAlignment
{
    /// <summary>
    /// What one word without a partner costs. Unrelated prose can always be set against each other so that every fifth word or so
    /// agrees, on "the" and "of", for about five bits: the price must be above one bit a word on either side, or chance would pay.
    /// </summary>
    public const float Unpaired = 1.5f;

    /// <summary>Two words in each other's stead are two without a partner, but need no gap to be opened.</summary>
    public const float Replaced = 2 * Unpaired;

    /// <summary>What it costs to leave the common path: as much as a word of the commonest kind brings in.</summary>
    private const float Open = 2;

    private enum State : byte
    {
        Paired,
        Dropped,
        Added,
    }

    /// <param name="pairing">The texts and the worth of their words.</param>
    /// <param name="before">The words of the gap before, as places in the text.</param>
    /// <param name="after">The words of the gap after.</param>
    /// <param name="known">Which ends of the two stretches belong together. At another end words after may be left over for nothing.</param>
    /// <param name="isWhole">Whether all words before must find their place; otherwise the best beginning of both stretches is taken.</param>
    public static List<Step> Align(Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, (bool Start, bool End) known, bool isWhole = true)
    {
        var width = after.Length + 1;
        var from = ArrayPool<byte>.Shared.Rent((before.Length + 1) * width);
        try
        {
            var last = Score(pairing, before, after, known, isWhole, from, width);
            return Trace(pairing, before, after, from, width, last);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(from);
        }
    }

    private static (int I, int J, State State) Score(
        Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, (bool Start, bool End) known, bool isWhole, byte[] from, int width)
    {
        var paired = new float[width];
        var dropped = new float[width];
        var added = new float[width];
        const float never = float.NegativeInfinity;
        (float Worth, int I, int J) best = (0, 0, 0);
        for (var i = 0; i <= before.Length; i++)
        {
            var (diagonal, diagonalFrom) = (never, State.Paired);
            for (var j = 0; j < width; j++)
            {
                var (up, upFrom) = i == 0 ? (never, State.Paired) : Opened(paired[j], dropped[j], added[j], State.Dropped);
                var (left, leftFrom) = j == 0 ? (never, State.Paired) : Opened(paired[j - 1], dropped[j - 1], added[j - 1], State.Added);
                var (next, nextFrom) = i == 0 ? (never, State.Paired) : Best(paired[j], dropped[j], added[j]);

                if (i == 0 && j == 0)
                {
                    paired[j] = 0;
                }
                else if (i == 0 || j == 0)
                {
                    paired[j] = never;
                }
                else
                {
                    paired[j] = diagonal + Worth(pairing, before[i - 1], after[j - 1]);
                }

                dropped[j] = up - Unpaired;
                added[j] = i == 0 && !known.Start ? 0 : left - Unpaired;
                from[(i * width) + j] = (byte)((int)diagonalFrom | ((int)upFrom << 2) | ((int)leftFrom << 4));
                if (paired[j] > best.Worth)
                {
                    best = (paired[j], i, j);
                }

                (diagonal, diagonalFrom) = (next, nextFrom);
            }
        }

        if (!isWhole)
        {
            return (best.I, best.J, State.Paired);
        }

        var last = after.Length;
        for (var j = last; !known.End && j >= 0; j--)
        {
            last = Best(paired[j], dropped[j], added[j]).Worth > Best(paired[last], dropped[last], added[last]).Worth ? j : last;
        }

        return (before.Length, last, Best(paired[last], dropped[last], added[last]).From);
    }

    // Punctuation is weak evidence, but evidence: words of one sentence are seldom replaced by words of another.
    private static float Worth(Pairing pairing, int before, int after)
    {
        var worth = pairing.Likeness.Worth(pairing.Before.Keys[before], pairing.After.Keys[after]);
        var sentence = pairing.Before.Opens[before] == pairing.After.Opens[after] ? 0 : Unpaired;
        return worth > sentence ? worth - sentence : -Replaced - sentence;
    }

    // Ties go to what is added, seen from the end: when a phrase is doubled, the first of the two is the old one.
    private static (float Worth, State From) Best(float paired, float dropped, float added) =>
        added >= paired && added >= dropped ? (added, State.Added)
        : dropped >= paired ? (dropped, State.Dropped)
        : (paired, State.Paired);

    private static (float Worth, State From) Opened(float paired, float dropped, float added, State into) => Best(
        paired - Open,
        into == State.Dropped ? dropped : dropped - Open,
        into == State.Added ? added : added - Open);

    private static List<Step> Trace(
        Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, byte[] from, int width, (int I, int J, State State) last)
    {
        var steps = new List<Step>();
        var (i, j, state) = last;
        while (i > 0 || j > 0)
        {
            var cell = from[(i * width) + j];
            if (state == State.Paired)
            {
                i--;
                j--;
                steps.Add(new Step(before[i], after[j], Worth(pairing, before[i], after[j])));
                state = (State)(cell & 3);
            }
            else if (state == State.Dropped)
            {
                steps.Add(new Step(before[--i], Pairing.None, -Unpaired));
                state = (State)((cell >> 2) & 3);
            }
            else
            {
                steps.Add(new Step(Pairing.None, after[--j], -Unpaired));
                state = (State)((cell >> 4) & 3);
            }
        }

        steps.Reverse();
        return steps;
    }
}
