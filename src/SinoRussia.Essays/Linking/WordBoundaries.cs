using System.Globalization;

namespace SinoRussia.Essays.Linking;

/// <summary>Where words certainly begin and end: a browser's text fragment matches whole words alone.</summary>
internal static class WordBoundaries
{
    // Between letters or digits these may belong to the word (UAX 29, WB6 to WB12): don’t, 1.5, e.g.
    private const string Middle = "'’‘.,:;·․‧…﹐﹒﹕＇．：，；\"";

    /// <summary>Whether a word boundary stands before this place by any browser's rules. In doubt, and between the characters of
    /// scripts that put no spaces between words, it is none.</summary>
    public static bool IsCertain(string text, int at)
    {
        if (at <= 0 || at >= text.Length)
        {
            return true;
        }

        var (before, after) = (text[at - 1], text[at]);
        if (char.IsWhiteSpace(before) || char.IsWhiteSpace(after))
        {
            return !IsJoining(after);
        }

        if (IsJoining(before) || IsJoining(after))
        {
            return false;
        }

        return (IsWord(before), IsWord(after)) switch
        {
            (true, true) => false,
            (true, false) => !Middle.Contains(after, StringComparison.Ordinal) || at + 1 >= text.Length || !IsWord(text[at + 1]),
            (false, true) => !Middle.Contains(before, StringComparison.Ordinal) || at < 2 || !IsWord(text[at - 2]),
            _ => true,
        };
    }

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.ConnectorPunctuation;

    private static bool IsJoining(char c) => char.IsSurrogate(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
