using System.Globalization;

namespace SinoRussia.Essays.Linking;

/// <summary>Tells where words certainly begin and end, because a text fragment matches only whole words.</summary>
internal static class WordBoundaries
{
    // Characters that may be part of a word between letters or digits (UAX #29, WB6 to WB12): don’t, 1.5, e.g.
    private const string Middle = "'’‘.,:;·․‧…﹐﹒﹕＇．：，；\"";

    /// <summary>Whether there is a word boundary before this offset by the rules of every browser. False in doubt, and between the characters
    /// of scripts without spaces.</summary>
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
