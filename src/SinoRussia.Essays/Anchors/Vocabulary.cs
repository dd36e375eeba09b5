using System.Numerics;

namespace SinoRussia.Essays.Anchors;

/// <summary>Numbers the words of one or more texts, so that comparing two words is comparing two integers.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<string> words = [];
    private readonly List<int> counts = [];
    private char[] buffer = new char[64];
    private int total;

    public Vocabulary() => lookup = keys.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Add(ReadOnlySpan<char> word)
    {
        var folded = Folding.Fold(word, ref buffer);
        if (!lookup.TryGetValue(folded, out var key))
        {
            key = words.Count;
            var kept = new string(folded);
            keys.Add(kept, key);
            words.Add(kept);
            counts.Add(0);
        }

        counts[key]++;
        total++;
        return key;
    }

    /// <summary>The number of a word, or a negative one when no text has it. Safe from many threads once nothing is added any more.</summary>
    public int Find(ReadOnlySpan<char> word, ref char[] buffer) =>
        lookup.TryGetValue(Folding.Fold(word, ref buffer), out var key) ? key : -1;

    public Lexicon Close()
    {
        // The information in meeting a word, after Shannon: rare words say much about a place, "the" says little.
        // A word met in only one place still needs two to agree, hence at least one bit each.
        var bits = counts.ConvertAll(count => (float)Math.Max(1, Math.Log2((double)total / count)));
        return new Lexicon([.. words], [.. bits], [.. words.Select(Lexicon.LettersOf)]);
    }
}

/// <summary>The words of a closed vocabulary and what each one's presence proves, in bits.</summary>
internal sealed record Lexicon(string[] Words, float[] Bits, uint[] Letters)
{
    /// <summary>The same with words no text has; meeting one of them again would prove as much as the rarest there are.</summary>
    public Lexicon With(List<string> strangers) => strangers.Count == 0 ? this : new Lexicon(
        [.. Words, .. strangers],
        [.. Bits, .. Enumerable.Repeat(Bits.DefaultIfEmpty(1).Max(), strangers.Count)],
        [.. Letters, .. strangers.Select(LettersOf)]);

    // Which letters occur at all, folded into 32 places: most pairs of words are told apart by this alone.
    public static uint LettersOf(string word)
    {
        var letters = 0u;
        foreach (var c in word)
        {
            letters |= BitOperations.RotateLeft(1u, c);
        }

        return letters;
    }
}
