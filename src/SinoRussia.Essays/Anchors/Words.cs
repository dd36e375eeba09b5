using System.Buffers;

namespace SinoRussia.Essays.Anchors;

/// <summary>The words of a text in order, with their offsets in UTF-16 code units and their numbers in a vocabulary.</summary>
internal sealed class Words
{
    private Words(string text, int[] starts, int[] ends, int[] keys, bool[] startsSentence)
    {
        Text = text;
        Starts = starts;
        Ends = ends;
        Keys = keys;
        StartsSentence = startsSentence;
    }

    public string Text { get; }

    public int[] Starts { get; }

    public int[] Ends { get; }

    public int[] Keys { get; }

    /// <summary>Whether each word starts a sentence or a block.</summary>
    public bool[] StartsSentence { get; }

    public int Count => Keys.Length;

    public static Words Of(string text, Vocabulary vocabulary) => Of(text, vocabulary.Add);

    public static Words Of(string text, Func<ReadOnlySpan<char>, int> keyOf)
    {
        var (starts, ends, keys) = (new List<int>(text.Length / 6), new List<int>(text.Length / 6), new List<int>(text.Length / 6));
        var startsSentence = new List<bool>(text.Length / 6);
        for (var at = 0; at < text.Length;)
        {
            var token = Tokens.At(text, at);
            if (token.Kind == TokenKind.Word && !IsReference(text, token))
            {
                startsSentence.Add(starts.Count == 0 || HasSentenceEnd(text.AsSpan(ends[^1], token.Start - ends[^1])));
                starts.Add(token.Start);
                ends.Add(token.End);
                keys.Add(keyOf(text.AsSpan(token.Start, token.End - token.Start)));
            }

            at = token.End;
        }

        return new Words(text, [.. starts], [.. ends], [.. keys], [.. startsSentence]);
    }

    /// <summary>The words from one index to another, in the same text.</summary>
    public Words Slice(int from, int to) => new(Text, Starts[from..to], Ends[from..to], Keys[from..to], StartsSentence[from..to]);

    /// <summary>The same with some neighbours joined to one word.</summary>
    /// <param name="compounds">For the numbers of two neighbours, the number of the joined word.</param>
    public Words Join(Dictionary<(int First, int Second), int> compounds)
    {
        var (starts, ends, keys, startsSentence) = (new List<int>(Count), new List<int>(Count), new List<int>(Count), new List<bool>(Count));
        for (var at = 0; at < Count; at++)
        {
            starts.Add(Starts[at]);
            startsSentence.Add(StartsSentence[at]);
            if (at + 1 < Count && compounds.TryGetValue((Keys[at], Keys[at + 1]), out var key))
            {
                at++;
                keys.Add(key);
            }
            else
            {
                keys.Add(Keys[at]);
            }

            ends.Add(Ends[at]);
        }

        return new Words(Text, [.. starts], [.. ends], [.. keys], [.. startsSentence]);
    }

    /// <summary>The index of the first word that ends behind an offset.</summary>
    public int FirstEndingAfter(int offset)
    {
        var found = Array.BinarySearch(Ends, offset + 1);
        return found < 0 ? ~found : found;
    }

    /// <summary>The index of the first word that starts at an offset or behind it.</summary>
    public int FirstStartingAt(int offset)
    {
        var found = Array.BinarySearch(Starts, offset);
        return found < 0 ? ~found : found;
    }

    // "[12]" and "[^12]" refer to a footnote. Editors add and remove them without changing the words around them, so they do not count.
    private static bool IsReference(string text, Token token) =>
        char.IsAsciiDigit(text[token.Start]) && token.End < text.Length && text[token.End] == ']'
        && text.AsSpan(0, token.Start).TrimEnd('^') is [.., '['];

    private static bool HasSentenceEnd(ReadOnlySpan<char> between) => between.IndexOfAny(SentenceEnds) is var end and >= 0
        && (between[end] is not '.' || end + 1 < between.Length); // "3.5" is one number

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?…。！？\n");
}
