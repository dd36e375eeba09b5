namespace SinoRussia.Essays.Anchors;

/// <summary>The pairs of words of two texts while they are being found. A place is the index of a word.</summary>
internal sealed class Pairing
{
    public const int None = -1;

    public Pairing(Words before, Words after, Lexicon lexicon)
    {
        Before = before;
        After = after;
        Lexicon = lexicon;
        Likeness = new Likeness(lexicon);
        AfterIndex = Filled(before.Count);
        Replacement = Filled(before.Count);
        BeforeIndex = Filled(after.Count);
        Score = new float[before.Count];
    }

    public Words Before { get; }

    public Words After { get; }

    public Lexicon Lexicon { get; }

    public Likeness Likeness { get; }

    /// <summary>For each word before, its partner after: the same word or one that is alike. <see cref="None"/> when it has none.</summary>
    public int[] AfterIndex { get; }

    /// <summary>For each word before that is gone, the word after that replaced it. <see cref="None"/> when none did.</summary>
    public int[] Replacement { get; }

    /// <summary>For each word after, its partner before. <see cref="None"/> when it has none.</summary>
    public int[] BeforeIndex { get; }

    /// <summary>For each word before, the score of its pair in bits; 0 when it has none.</summary>
    public float[] Score { get; }

    public void Pair(int before, int after)
    {
        AfterIndex[before] = after;
        BeforeIndex[after] = before;
        Replacement[before] = None;
        Score[before] = Likeness.Score(Before.Keys[before], After.Keys[after]);
    }

    public void Unpair(int before)
    {
        if (AfterIndex[before] != None)
        {
            BeforeIndex[AfterIndex[before]] = None;
            AfterIndex[before] = None;
            Score[before] = 0;
        }
    }

    public bool IsFree(int before, int after) => AfterIndex[before] == None && BeforeIndex[after] == None;

    public bool IsSame(int before, int after) => Before.Keys[before] == After.Keys[after];

    /// <summary>The words in a range that are not paired.</summary>
    public static int[] Free(int[] partners, int from, int to)
    {
        var free = new List<int>(Math.Max(0, to - from));
        for (var at = from; at < to; at++)
        {
            if (partners[at] == None)
            {
                free.Add(at);
            }
        }

        return [.. free];
    }

    private static int[] Filled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, None);
        return filled;
    }
}
