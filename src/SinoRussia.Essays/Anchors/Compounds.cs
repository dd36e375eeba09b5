namespace SinoRussia.Essays.Anchors;

/// <summary>Joins two neighbouring words where the other text writes them as one: "policy-makers" and "policymakers", or a word that was hyphenated at a line's end.</summary>
/// <remarks>Both texts then have the same words there, and no other code has to deal with hyphens.</remarks>
internal static class Compounds
{
    // The longest joined word, in UTF-16 code units. Longer ones are not joined: hardly any language has such words.
    private const int Longest = 64;

    /// <summary>The same words, with those neighbours joined that the other text writes as one.</summary>
    public static Words Join(Words words, Words other, Lexicon lexicon)
    {
        var theirs = new Dictionary<string, int>(other.Count, StringComparer.Ordinal);
        foreach (var key in other.Keys)
        {
            theirs.TryAdd(lexicon.Words[key], key);
        }

        var found = Pairs(words, theirs, lexicon);
        if (found.Count > 0)
        {
            // Two words that are neighbours in the other text, too, are two words in both.
            for (var at = 1; at < other.Count; at++)
            {
                found.Remove((other.Keys[at - 1], other.Keys[at]));
            }
        }

        return found.Count == 0 ? words : words.Join(found);
    }

    private static Dictionary<(int First, int Second), int> Pairs(Words words, Dictionary<string, int> theirs, Lexicon lexicon)
    {
        var found = new Dictionary<(int, int), int>();
        var lookup = theirs.GetAlternateLookup<ReadOnlySpan<char>>();
        HashSet<int>? own = null;
        Span<char> both = stackalloc char[Longest];
        for (var at = 1; at < words.Count; at++)
        {
            var (first, second) = (lexicon.Words[words.Keys[at - 1]], lexicon.Words[words.Keys[at]]);
            var length = first.Length + second.Length;
            if (length > Longest)
            {
                continue;
            }

            first.CopyTo(both);
            second.CopyTo(both[first.Length..]);
            if (!lookup.TryGetValue(both[..length], out var key))
            {
                continue;
            }

            // "A long way" is not "along": without a hyphen, the joined word must be one that this text does not have.
            own ??= [.. words.Keys];
            if (GapOf(words, at) is var gap && (gap == Gap.Hyphen || (gap == Gap.Blank && !own.Contains(key))))
            {
                found[(words.Keys[at - 1], words.Keys[at])] = key;
            }
        }

        return found;
    }

    private enum Gap
    {
        Blank,
        Hyphen,
        Other,
    }

    private static Gap GapOf(Words words, int at)
    {
        var gap = words.Ends[at - 1] == words.Starts[at] ? Gap.Other : Gap.Blank;
        foreach (var c in words.Text.AsSpan(words.Ends[at - 1], words.Starts[at] - words.Ends[at - 1]))
        {
            gap = Folding.Style(c) == Folding.Dash ? Gap.Hyphen : Folding.IsBlank(c) ? gap : Gap.Other;
            if (gap == Gap.Other)
            {
                break;
            }
        }

        return gap;
    }
}
