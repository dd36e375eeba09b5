using System.Numerics;

namespace SinoRussia.Essays.Anchors;

/// <summary>Numbers the words of one or more texts, so that two words are compared as integers.</summary>
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
            var added = new string(folded);
            keys.Add(added, key);
            words.Add(added);
            counts.Add(0);
        }

        counts[key]++;
        total++;
        return key;
    }

    /// <summary>The number of a word, or -1 when no text has it. Safe from many threads once no words are added any more.</summary>
    public int Find(ReadOnlySpan<char> word, ref char[] buffer) =>
        lookup.TryGetValue(Folding.Fold(word, ref buffer), out var key) ? key : -1;

    public Lexicon Close()
    {
        // A word's self-information (Shannon 1948): a rare word tells much about a place, "the" tells little. At least 1 bit, so that in a
        // text of very few words agreement counts at all.
        var bits = counts.ConvertAll(count => (float)Math.Max(1, Math.Log2((double)total / count)));
        return new Lexicon([.. words], [.. bits], [.. words.Select(Lexicon.LettersOf)]);
    }
}

/// <summary>The words of a closed vocabulary by their numbers: each word, its bits and its set of letters.</summary>
internal sealed record Lexicon(string[] Words, float[] Bits, uint[] Letters)
{
    /// <summary>The same with words that no text has. Each has as many bits as the rarest word.</summary>
    public Lexicon With(List<string> unknown) => unknown.Count == 0 ? this : new Lexicon(
        [.. Words, .. unknown],
        [.. Bits, .. Enumerable.Repeat(Bits.DefaultIfEmpty(1).Max(), unknown.Count)],
        [.. Letters, .. unknown.Select(LettersOf)]);

    // The set of the letters in a word, hashed to 32 bits.
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
