namespace SinoRussia.Essays.Anchors;

/// <summary>Finds the exact ends of a mark in the later text: replaced words at the ends, parts of words, punctuation.</summary>
internal static class Edges
{
    // The most words that replace one word at the end of a mark and are still marked. Edit cases wrong along the alignment: 20 at
    // 0, 10 at 1, 9 from 2 to 8. With both ends right, of 2,439 whose words survive: 2,338, 2,385 and 2,392. No edit case needs a limit.
    private const int MostReplacing = 3;

    public static Passage? PassageOf(Pairing pairing, Mark mark, Projection? found)
    {
        if (found is null)
        {
            return PunctuationOnly(pairing, mark);
        }

        var first = FirstWord(pairing, mark, found);
        var last = LastWord(pairing, mark, found);
        var start = Start(pairing, mark, first);
        var end = End(pairing, mark, last);
        return end > start ? new Passage(start, end) : null;
    }

    // Extends the mark to words that replaced those before the first surviving one.
    private static int FirstWord(Pairing pairing, Mark mark, Projection found)
    {
        var survivor = pairing.BeforeIndex[found.First];
        var first = found.First;
        for (var at = survivor - 1; at >= mark.FirstWord && pairing.AfterIndex[at] == Pairing.None; at--)
        {
            if (pairing.Before.StartsSentence[at + 1])
            {
                break; // words that replaced another sentence are not part of this one
            }

            if (pairing.Replacement[at] is var replacement && replacement != Pairing.None && replacement < first && IsOneSentence(pairing, replacement, found.First) && found.First - replacement <= MostReplacing * (survivor - at))
            {
                first = replacement;
            }
        }

        // When the replaced words begin exactly where the mark does, all words that replace them are part of the mark.
        if (first < found.First && mark.FirstWord > 0 && pairing.AfterIndex[mark.FirstWord - 1] is var before && before != Pairing.None
            && before < first && first - before - 1 <= MostReplacing && found.First - before - 1 <= MostReplacing * (survivor - mark.FirstWord))
        {
            first = before + 1;
        }

        return first;
    }

    private static int LastWord(Pairing pairing, Mark mark, Projection found)
    {
        var survivor = pairing.BeforeIndex[found.Last];
        var last = found.Last;
        for (var at = survivor + 1; at < mark.WordsEnd && pairing.AfterIndex[at] == Pairing.None; at++)
        {
            if (pairing.Before.StartsSentence[at])
            {
                break;
            }

            if (pairing.Replacement[at] is var replacement && replacement > last && IsOneSentence(pairing, found.Last, replacement) && replacement - found.Last <= MostReplacing * (at - survivor))
            {
                last = replacement;
            }
        }

        if (last > found.Last && mark.WordsEnd < pairing.Before.Count && pairing.AfterIndex[mark.WordsEnd] is var after && after != Pairing.None
            && after > last && after - last - 1 <= MostReplacing && after - found.Last - 1 <= MostReplacing * (mark.WordsEnd - 1 - survivor))
        {
            last = after - 1;
        }

        return last;
    }

    private static bool IsOneSentence(Pairing pairing, int first, int last) =>
        !pairing.After.StartsSentence.AsSpan((first + 1)..(last + 1)).Contains(true);

    private static int Start(Pairing pairing, Mark mark, int word)
    {
        var (before, after) = (pairing.Before, pairing.After);
        var start = after.Starts[word];
        if (pairing.BeforeIndex[word] is var beforeIndex && beforeIndex != mark.FirstWord)
        {
            return start - (!Contains(mark, beforeIndex) ? 0 : TrailingPunctuation(before.Text.AsSpan(mark.Start, before.Starts[beforeIndex] - mark.Start), after.Text.AsSpan(0, start), -1));
        }

        var inside = mark.Start - before.Starts[mark.FirstWord];
        if (inside > 0)
        {
            return start + Within(WordAt(before, mark.FirstWord), WordAt(after, word), inside);
        }

        // Punctuation between the mark's start and its first word, from the word outwards.
        var floor = word == 0 ? 0 : after.Ends[word - 1];
        var at = start;
        for (var mine = before.Starts[mark.FirstWord] - 1; mine >= mark.Start; mine--)
        {
            if (Folding.IsBlank(before.Text[mine]))
            {
                continue;
            }

            var same = at - 1;
            while (same >= floor && Folding.Style(after.Text[same]) != Folding.Style(before.Text[mine]))
            {
                same--;
            }

            (start, at) = same >= floor ? (same, same) : (start, at);
        }

        return start;
    }

    private static int End(Pairing pairing, Mark mark, int word)
    {
        var (before, after) = (pairing.Before, pairing.After);
        var end = after.Ends[word];
        var lastWord = mark.WordsEnd - 1;
        if (pairing.BeforeIndex[word] is var beforeIndex && beforeIndex != lastWord)
        {
            return end + (!Contains(mark, beforeIndex) ? 0 : TrailingPunctuation(before.Text.AsSpan(before.Ends[beforeIndex], mark.End - before.Ends[beforeIndex]), after.Text.AsSpan(end), +1));
        }

        var inside = mark.End - before.Starts[lastWord];
        if (mark.End < before.Ends[lastWord])
        {
            return after.Starts[word] + Within(WordAt(before, lastWord), WordAt(after, word), inside);
        }

        var ceiling = word + 1 == after.Count ? after.Text.Length : after.Starts[word + 1];
        var at = end;
        for (var mine = before.Ends[lastWord]; mine < mark.End; mine++)
        {
            if (Folding.IsBlank(before.Text[mine]))
            {
                continue;
            }

            var same = at;
            while (same < ceiling && Folding.Style(after.Text[same]) != Folding.Style(before.Text[mine]))
            {
                same++;
            }

            (end, at) = same < ceiling ? (same + 1, same + 1) : (end, at);
        }

        return end;
    }

    private static bool Contains(Mark mark, int word) => word >= mark.FirstWord && word < mark.WordsEnd;

    // Marked words beyond the last surviving one are gone, but the punctuation next to it may survive. Returns its length.
    private static int TrailingPunctuation(ReadOnlySpan<char> before, ReadOnlySpan<char> after, int direction)
    {
        var count = 0;
        while (count < before.Length && count < after.Length)
        {
            var (mine, other) = direction > 0 ? (before[count], after[count]) : (before[^(count + 1)], after[^(count + 1)]);
            if (Folding.IsBlank(mine) || char.IsLetterOrDigit(mine) || char.IsSurrogate(mine) || Folding.Style(mine) != Folding.Style(other))
            {
                break;
            }

            count++;
        }

        return count;
    }

    // A mark without words is between the same two words as before, or gone.
    private static Passage? PunctuationOnly(Pairing pairing, Mark mark)
    {
        var (before, after) = (pairing.Before, pairing.After);
        var next = mark.FirstWord;
        var from = next == 0 ? 0 : pairing.AfterIndex[next - 1] is var left && left != Pairing.None ? after.Ends[left] : -1;
        var to = next == before.Count ? after.Text.Length : pairing.AfterIndex[next] is var right && right != Pairing.None ? after.Starts[right] : -1;
        if (mark.End <= mark.Start || from < 0 || to <= from)
        {
            return null;
        }

        // The same sign may be there twice ("?!?"): count those that come first.
        var wanted = Folding.Style(before.Text[mark.Start]);
        var skip = 0;
        for (var at = next == 0 ? 0 : before.Ends[next - 1]; at < mark.Start; at++)
        {
            skip += Folding.Style(before.Text[at]) == wanted ? 1 : 0;
        }

        for (var at = from; at < to; at++)
        {
            if (Folding.Style(after.Text[at]) == wanted && skip-- == 0)
            {
                var end = Math.Min(to, at + (mark.End - mark.Start));
                return Folding.SameToAReader(before.Text.AsSpan(mark.Start, mark.End - mark.Start), after.Text.AsSpan(at, end - at))
                    ? new Passage(at, end) : null;
            }
        }

        return null;
    }

    // An offset inside a word keeps its distance from that end of the word which did not change.
    private static int Within(ReadOnlySpan<char> before, ReadOnlySpan<char> after, int offset)
    {
        var common = before.CommonPrefixLength(after);
        var tail = 0;
        while (tail < Math.Min(before.Length, after.Length) && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        var within = offset <= common ? offset : before.Length - offset <= tail ? after.Length - (before.Length - offset) : offset * after.Length / before.Length;
        return within > 0 && within < after.Length && char.IsLowSurrogate(after[within]) && char.IsHighSurrogate(after[within - 1]) ? within - 1 : within;
    }

    private static ReadOnlySpan<char> WordAt(Words words, int at) => words.Text.AsSpan(words.Starts[at], words.Ends[at] - words.Starts[at]);
}
