using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations;

/// <summary>Tags as they are stored: NFC, single spaces, none empty, no duplicates in any case.</summary>
internal static partial class TagList
{
    /// <summary>Compares tags: <c>Treaty</c> and <c>treaty</c> are the same.</summary>
    public static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>The tags in the fields of a form. A field holds one tag, or several separated by commas.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string?> fields) =>
    [
        .. fields.SelectMany(field => (field ?? "").Split(',', '，', '、', '\n')) // Chinese commas separate tags too
            .Select(Normal).Where(tag => tag.Length > 0).Distinct(Comparer),
    ];

    /// <summary>Why these cannot be stored, or <see langword="null"/>.</summary>
    public static Refusal? Check(IReadOnlyList<string> tags) =>
        tags.Count > Limits.Tags ? Refusal.TooManyTags
        : tags.FirstOrDefault(tag => tag.Length > Limits.Tag) is { } tooLong ? Refusal.TagTooLong(tooLong)
        : null;

    private static string Normal(string tag)
    {
        var words = Unseen.Replace(Space.Replace(UnicodeText.ToNfc(tag), " "), "").Trim();
        return words.EnumerateRunes().Any(IsSeen) ? words : "";
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // The zero-width space separates words in scripts that show no space.
    [GeneratedRegex(@"[\s\p{Cc}\u200b]+")]
    private static partial Regex Space { get; }

    // Direction marks, soft hyphens, byte order marks and noncharacters: with these, two tags could look the same and differ. Joiners
    // (U+200C, U+200D) stay, because Persian words and many emoji need them, and so does everything else. .NET regular expressions see
    // surrogate pairs as two halves, so no whole category of characters may be named here.
    [GeneratedRegex(@"[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]")]
    private static partial Regex Unseen { get; }
}
