using System.Numerics;

namespace SinoRussia.Essays.Anchors;

/// <summary>The likeness of two different words, such as a typo and its correction, or a singular and its plural.</summary>
internal sealed class Likeness(Lexicon lexicon)
{
    // One letter in so many may differ: with 3, "the" and "teh", "led" and "let", "deepen" and "deepening" are alike, but not "does" and
    // "comes". Edit cases wrong along the alignment: 12 at 2, 9 at 3, 15 at 4.
    private const int LettersAnEdit = 3;

    // One changed letter changes a word's set of letters by at most two, two changed ones by at most four. Words with more than two
    // edits are not compared: this saves time.
    private const int MostLettersApart = 4;

    private readonly Dictionary<long, float> known = [];

    /// <summary>Whether two words with these sets of letters could be alike. Excludes most pairs quickly.</summary>
    public static bool MayBe(uint left, uint right) => BitOperations.PopCount(left ^ right) <= MostLettersApart;

    /// <summary>The score of pairing two words, in bits: all of the word's bits when they are the same, a share when they are alike, else 0.</summary>
    public float Score(int left, int right)
    {
        if (left == right)
        {
            return lexicon.Bits[left];
        }

        if (!MayBe(lexicon.Letters[left], lexicon.Letters[right]))
        {
            return 0;
        }

        var pair = ((long)left << 32) | (uint)right;
        if (!known.TryGetValue(pair, out var score))
        {
            var share = Share(lexicon.Words[left], lexicon.Words[right]);
            score = share * Math.Min(lexicon.Bits[left], lexicon.Bits[right]);
            known.Add(pair, score);
        }

        return score;
    }

    /// <summary>The share of letters that stay, by the optimal string alignment distance (Damerau 1964, Levenshtein 1966): from 2/3 to 1, or 0 when
    /// fewer do or a word has more than 64 UTF-16 code units.</summary>
    public static float Share(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var longest = Math.Max(left.Length, right.Length);
        if (longest is 0 or > 64 || Math.Abs(left.Length - right.Length) * LettersAnEdit > longest)
        {
            return 0;
        }

        Span<int> before = stackalloc int[right.Length + 1];
        Span<int> above = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        var edits = above[right.Length];
        return edits * LettersAnEdit > longest ? 0 : 1 - ((float)edits / longest);
    }
}
