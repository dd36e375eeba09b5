using System.Buffers;
using System.Runtime.CompilerServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>One step through a gap: a word before, a word after, or one set against the other.</summary>
internal readonly record struct Step(int Before, int After, float Score);

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
        var (paired, dropped, added) = (new float[width], new float[width], new float[width]);
        Begin(paired, dropped, added, known.Start, from);
        var against = new Against(pairing, after);
        (float Score, int I, int J) best = (0, 0, 0);
        for (var i = 1; i <= before.Length; i++)
        {
            against.Take(before[i - 1]);
            Fill(against.Scores, paired, dropped, added, from.AsSpan(i * width, width));
            for (var j = 0; !isWhole && j < width; j++)
            {
                best = paired[j] > best.Score ? (paired[j], i, j) : best;
            }
        }

        if (!isWhole)
        {
            return (best.I, best.J, State.Paired);
        }

        var last = after.Length;
        for (var j = last; !known.End && j >= 0; j--)
        {
            last = Best(paired[j], dropped[j], added[j]).Score > Best(paired[last], dropped[last], added[last]).Score ? j : last;
        }

        return (before.Length, last, Best(paired[last], dropped[last], added[last]).From);
    }

    // No word before yet: whatever is taken after has been added.
    private static void Begin(float[] paired, float[] dropped, float[] added, bool startIsKnown, byte[] from)
    {
        Array.Fill(paired, float.NegativeInfinity);
        Array.Fill(dropped, float.NegativeInfinity);
        paired[0] = 0;
        for (var j = 0; j < added.Length; j++)
        {
            var isFirst = j == 1 && startIsKnown;
            added[j] = !startIsKnown ? 0 : j == 0 ? float.NegativeInfinity : j == 1 ? -Open - Unpaired : added[j - 1] - Unpaired;
            from[j] = (byte)((int)(isFirst ? State.Paired : State.Added) << 4);
        }
    }

    // One more word before: which of the three ways leads best to each of the three. This is where the time goes, hence plain
    // comparisons, and optimised from the first call: the first mark after a start would otherwise wait for the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ReadOnlySpan<float> worths, Span<float> paired, Span<float> dropped, Span<float> added, Span<byte> from)
    {
        const float never = float.NegativeInfinity;
        var (diagonal, diagonalFrom) = (never, (int)State.Paired);
        var (leftPaired, leftDropped, leftAdded) = (never, never, never);
        for (var j = 0; j < paired.Length; j++)
        {
            var (p, d, a) = (paired[j], dropped[j], added[j]);
            var isDroppedBest = d >= p;
            var (next, nextFrom) = a >= p && a >= d ? (a, (int)State.Added) : isDroppedBest ? (d, (int)State.Dropped) : (p, (int)State.Paired);

            var (openedPaired, openedAdded) = (p - Open, a - Open);
            var (up, upFrom) = openedAdded >= openedPaired && openedAdded >= d ? (openedAdded, (int)State.Added)
                : d >= openedPaired ? (d, (int)State.Dropped)
                : (openedPaired, (int)State.Paired);

            var (sidePaired, sideDropped) = (leftPaired - Open, leftDropped - Open);
            var (left, leftFrom) = leftAdded >= sidePaired && leftAdded >= sideDropped ? (leftAdded, (int)State.Added)
                : sideDropped >= sidePaired ? (sideDropped, (int)State.Dropped)
                : (sidePaired, (int)State.Paired);

            leftPaired = paired[j] = j == 0 ? never : diagonal + worths[j - 1];
            leftDropped = dropped[j] = up - Unpaired;
            leftAdded = added[j] = left - Unpaired;
            from[j] = (byte)(diagonalFrom | (upFrom << 2) | (leftFrom << 4));
            (diagonal, diagonalFrom) = (next, nextFrom);
        }
    }

    // What one word before is worth against each word after.
    private sealed class Against(Pairing pairing, ReadOnlySpan<int> after)
    {
        private readonly int[] keys = Of(after, at => pairing.After.Keys[at]);
        private readonly bool[] startsSentence = Of(after, at => pairing.After.StartsSentence[at]);
        private readonly uint[] letters = Of(after, at => pairing.Lexicon.Letters[pairing.After.Keys[at]]);

        public float[] Scores { get; } = new float[after.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Take(int before)
        {
            var (key, isOpening) = (pairing.Before.Keys[before], pairing.Before.StartsSentence[before]);
            var own = pairing.Lexicon.Letters[key];
            for (var j = 0; j < keys.Length; j++)
            {
                var score = keys[j] != key && !Likeness.MayBe(own, letters[j]) ? 0 : pairing.Likeness.Score(key, keys[j]);
                Scores[j] = GapAlignment.Score(score, isOpening == startsSentence[j]);
            }
        }

        private static T[] Of<T>(ReadOnlySpan<int> places, Func<int, T> select)
        {
            var found = new T[places.Length];
            for (var at = 0; at < places.Length; at++)
            {
                found[at] = select(places[at]);
            }

            return found;
        }
    }

    // Punctuation is weak evidence, but evidence: words of one sentence are seldom replaced by words of another.
    private static float Score(float alike, bool bothOpenOrNeither)
    {
        var sentence = bothOpenOrNeither ? 0 : Unpaired;
        return alike > sentence ? alike - sentence : -Replaced - sentence;
    }

    private static float Score(Pairing pairing, int before, int after) => Score(
        pairing.Likeness.Score(pairing.Before.Keys[before], pairing.After.Keys[after]),
        pairing.Before.StartsSentence[before] == pairing.After.StartsSentence[after]);

    // Ties go to what is added, seen from the end: when a phrase is doubled, the first of the two is the old one.
    private static (float Score, State From) Best(float paired, float dropped, float added) =>
        added >= paired && added >= dropped ? (added, State.Added)
        : dropped >= paired ? (dropped, State.Dropped)
        : (paired, State.Paired);

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
                steps.Add(new Step(before[i], after[j], Score(pairing, before[i], after[j])));
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
