using System.Buffers;
using System.Runtime.CompilerServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>One step through a gap: a word before, a word after, or one set against the other.</summary>
internal readonly record struct Step(int Before, int After, float Score);

/// <summary>Aligns the words of two short stretches.</summary>
/// <remarks>The global alignment of Needleman and Wunsch with the affine gaps of Gotoh (1982): a gap costs more to open than to extend.</remarks>
internal static class GapAlignment
{
    /// <summary>
    /// The cost of a word without a partner, in bits. Unrelated prose can be aligned so that every fifth word or so agrees, on "the" and
    /// "of", for about five bits; a cost above one bit for each word keeps such an alignment from scoring. Edit cases wrong along the
    /// alignment, and by the quotation: 12 and 71 at 0.5, 9 and 33 at 1, 9 and 28 at 1.5, 10 and 29 at 2, 12 and 28 at 3.
    /// </summary>
    public const float Unpaired = 1.5f;

    /// <summary>The cost of one word that replaces another, in bits: that of two without a partner, without opening a gap.</summary>
    public const float Replaced = 2 * Unpaired;

    // The cost of opening a gap, in bits. Without it, alignments are broken into many small gaps. Edit cases wrong along the alignment:
    // 21 at 0, 10 at 1, 9 from 1.5 to 6.
    private const float Open = 2;

    private enum State : byte
    {
        Paired,
        Dropped,
        Added,
    }

    /// <param name="pairing">The two texts and the scores of their words.</param>
    /// <param name="before">The words of the earlier stretch, as indexes of words in their text.</param>
    /// <param name="after">The words of the later stretch.</param>
    /// <param name="known">At which ends the two stretches are known to correspond. At another end, words of the later one cost nothing.</param>
    /// <param name="isWhole">Whether all words of the earlier stretch are aligned; otherwise the best-scoring beginning of both is taken.</param>
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

    // The first row: no word before, so every word after is an insertion.
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

    // One row: the best of the three states for each word after. Most of the time is spent here, hence the plain comparisons. It is
    // optimised from the first call, or the first marks after a start would be slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ReadOnlySpan<float> scores, Span<float> paired, Span<float> dropped, Span<float> added, Span<byte> from)
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

            leftPaired = paired[j] = j == 0 ? never : diagonal + scores[j - 1];
            leftDropped = dropped[j] = up - Unpaired;
            leftAdded = added[j] = left - Unpaired;
            from[j] = (byte)(diagonalFrom | (upFrom << 2) | (leftFrom << 4));
            (diagonal, diagonalFrom) = (next, nextFrom);
        }
    }

    // The score of one word before with each word after.
    private sealed class Against(Pairing pairing, ReadOnlySpan<int> after)
    {
        private readonly int[] keys = Of(after, at => pairing.After.Keys[at]);
        private readonly bool[] startsSentence = Of(after, at => pairing.After.StartsSentence[at]);
        private readonly uint[] letters = Of(after, at => pairing.Lexicon.Letters[pairing.After.Keys[at]]);

        public float[] Scores { get; } = new float[after.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Take(int before)
        {
            var (key, startsOne) = (pairing.Before.Keys[before], pairing.Before.StartsSentence[before]);
            var own = pairing.Lexicon.Letters[key];
            for (var j = 0; j < keys.Length; j++)
            {
                var score = keys[j] != key && !Likeness.MayBe(own, letters[j]) ? 0 : pairing.Likeness.Score(key, keys[j]);
                Scores[j] = GapAlignment.Score(score, startsOne == startsSentence[j]);
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

    // A word that starts a sentence seldom corresponds to one that does not.
    private static float Score(float alike, bool bothStartOrNeither)
    {
        var sentence = bothStartOrNeither ? 0 : Unpaired;
        return alike > sentence ? alike - sentence : -Replaced - sentence;
    }

    private static float Score(Pairing pairing, int before, int after) => Score(
        pairing.Likeness.Score(pairing.Before.Keys[before], pairing.After.Keys[after]),
        pairing.Before.StartsSentence[before] == pairing.After.StartsSentence[after]);

    // A tie goes to the insertion, seen from the end: when a phrase is doubled, the first of the two is the old one.
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
