namespace SinoRussia.Essays.Anchors;

/// <summary>A marked stretch without the blanks at its ends, and the words it touches.</summary>
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
