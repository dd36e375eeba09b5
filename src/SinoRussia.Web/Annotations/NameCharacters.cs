using System.Globalization;
using System.Text;

namespace SinoRussia.Web.Annotations;

/// <summary>Which characters a name can have that stands in a line of other text.</summary>
internal static class NameCharacters
{
    /// <summary>Whether it cannot be shown there: control and format characters (among them those that turn the direction of what follows), halves of pairs,
    /// blank, private and unassigned ones. Two format characters can, because Persian, Indic scripts and emoji need them between letters.</summary>
    public static bool IsUnshowable(Rune rune) => !IsJoiner(rune) && (rune == Rune.ReplacementChar || IsBlank(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Whether it is seen by itself.</summary>
    public static bool IsVisible(Rune rune) => !IsBlank(rune) && !IsJoiner(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark);

    /// <summary>The zero-width joiner and non-joiner.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    // Letters and signs that are drawn as nothing: with them, a name could look like another, or be as wide as the page.
    private static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
