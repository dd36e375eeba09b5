using System.Runtime.InteropServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>Phrases that occur exactly once in either text: they very probably correspond.</summary>
/// <remarks>As the unique lines of patience diff (Cohen), but with phrases of words instead of lines.</remarks>
internal static class UniquePhrases
{
    /// <summary>Finds unique phrases and extends them to runs.</summary>
    /// <param name="words">How many words a phrase has.</param>
    /// <returns>The runs without overlaps, the highest score first.</returns>
    public static List<Run> Between(Pairing pairing, ReadOnlySpan<int> before, ReadOnlySpan<int> after, int words)
    {
        var phrases = new Dictionary<ulong, (int Before, int After)>(before.Length);
        Note(pairing.Before.Keys, before, words, (hash, at) =>
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(phrases, hash, out var again);
            found = (again ? Twice : at, Nowhere);
        });
        Note(pairing.After.Keys, after, words, (hash, at) =>
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(phrases, hash);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref found))
            {
                found.After = found.After == Nowhere ? at : Twice;
            }
        });

        return Extended(pairing, phrases.Values.Where(pair => pair.Before >= 0 && pair.After >= 0).OrderBy(pair => pair.Before));
    }

    private const int Nowhere = -1;
    private const int Twice = -2;

    private static void Note(int[] keys, ReadOnlySpan<int> places, int words, Action<ulong, int> note)
    {
        for (var i = 0; i + words <= places.Length; i++)
        {
            var hash = 14695981039346656037; // FNV-1a over whole words; a collision is noticed when the run is extended
            for (var k = 0; k < words; k++)
            {
                hash = (hash ^ (uint)keys[places[i + k]]) * 1099511628211;
            }

            note(hash, places[i]);
        }
    }

    private static List<Run> Extended(Pairing pairing, IEnumerable<(int Before, int After)> pairs)
    {
        var runs = new List<Run>();
        var last = default(Run);
        foreach (var (before, after) in pairs)
        {
            var isInside = before < last.BeforeEnd && before - last.Before == after - last.After;
            if (!isInside && pairing.IsFree(before, after) && pairing.IsSame(before, after))
            {
                last = Extend(pairing, before, after);
                runs.Add(last);
            }
        }

        runs.Sort((left, right) => right.Score.CompareTo(left.Score));
        return WithoutOverlaps(pairing, runs);
    }

    private static Run Extend(Pairing pairing, int before, int after)
    {
        var (start, end) = (0, 1);
        while (before + start > 0 && after + start > 0 && Matches(start - 1))
        {
            start--;
        }

        while (before + end < pairing.Before.Count && after + end < pairing.After.Count && Matches(end))
        {
            end++;
        }

        return Of(pairing, before + start, after + start, end - start);

        bool Matches(int step) => pairing.IsFree(before + step, after + step) && pairing.IsSame(before + step, after + step);
    }

    // Where a phrase is repeated, two runs can extend over the same words. The one of the higher score keeps them, the other is cut.
    private static List<Run> WithoutOverlaps(Pairing pairing, List<Run> highestFirst)
    {
        var (before, after) = (new HashSet<int>(), new HashSet<int>());
        var apart = new List<Run>();
        foreach (var run in highestFirst)
        {
            var (start, end) = (0, run.Length);
            while (start < end && (before.Contains(run.Before + start) || after.Contains(run.After + start)))
            {
                start++;
            }

            while (end > start && (before.Contains(run.Before + end - 1) || after.Contains(run.After + end - 1)))
            {
                end--;
            }

            var isWhole = true;
            for (var k = start; k < end; k++)
            {
                isWhole &= !before.Contains(run.Before + k) && !after.Contains(run.After + k);
            }

            if (start < end && isWhole)
            {
                for (var k = start; k < end; k++)
                {
                    before.Add(run.Before + k);
                    after.Add(run.After + k);
                }

                apart.Add(Of(pairing, run.Before + start, run.After + start, end - start));
            }
        }

        return apart;
    }

    private static Run Of(Pairing pairing, int before, int after, int length)
    {
        var score = 0f;
        for (var at = before; at < before + length; at++)
        {
            score += pairing.Lexicon.Bits[pairing.Before.Keys[at]];
        }

        return new Run(before, after, length, score);
    }
}
