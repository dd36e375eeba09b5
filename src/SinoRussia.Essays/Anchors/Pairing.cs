namespace SinoRussia.Essays.Anchors;

/// <summary>Which word of one text is which word of the other, while it is being found out.</summary>
internal sealed class Pairing
{
    public const int None = -1;

    public Pairing(Words before, Words after, Lexicon lexicon)
    {
        Before = before;
        After = after;
        Lexicon = lexicon;
        Likeness = new Likeness(lexicon);
        Image = Filled(before.Count);
        Stead = Filled(before.Count);
        Source = Filled(after.Count);
        Worth = new float[before.Count];
    }

    public Words Before { get; }

    public Words After { get; }

    public Lexicon Lexicon { get; }

    public Likeness Likeness { get; }

    /// <summary>For each word before, the same word after, or its corrected spelling.</summary>
    public int[] Image { get; }

    /// <summary>For each word before that is gone, the other word that stands in its stead.</summary>
    public int[] Stead { get; }

    /// <summary>For each word after, the word before it was.</summary>
    public int[] Source { get; }

    /// <summary>How much each pair proves, in bits.</summary>
    public float[] Worth { get; }

    public void Pair(int before, int after)
    {
        Image[before] = after;
        Source[after] = before;
        Stead[before] = None;
        Worth[before] = Likeness.Worth(Before.Keys[before], After.Keys[after]);
    }

    public void Part(int before)
    {
        if (Image[before] != None)
        {
            Source[Image[before]] = None;
            Image[before] = None;
            Worth[before] = 0;
        }
    }

    public bool IsFree(int before, int after) => Image[before] == None && Source[after] == None;

    public bool IsSame(int before, int after) => Before.Keys[before] == After.Keys[after];

    /// <summary>The words in a range that are not paired yet.</summary>
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
