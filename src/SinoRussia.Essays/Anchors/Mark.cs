namespace SinoRussia.Essays.Anchors;

/// <summary>A marked stretch without white space at its ends, and the words that it touches.</summary>
/// <param name="Start">In UTF-16 code units.</param>
/// <param name="End">In UTF-16 code units, exclusive.</param>
/// <param name="FirstWord">The index of the first word.</param>
/// <param name="WordsEnd">The index behind the last word; the same as <paramref name="FirstWord"/> when there is none.</param>
internal readonly record struct Mark(int Start, int End, int FirstWord, int WordsEnd)
{
    public bool HasWords => WordsEnd > FirstWord;

    public static Mark Of(Words words, int start, int end)
    {
        while (end > start && Folding.IsBlank(words.Text[end - 1]))
        {
            end--;
        }

        while (start < end && Folding.IsBlank(words.Text[start]))
        {
            start++;
        }

        return new Mark(start, end, words.FirstEndingAfter(start), words.FirstStartingAt(end));
    }
}
