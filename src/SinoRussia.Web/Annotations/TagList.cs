using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations;

/// <summary>Tags as they are kept: NFC, single spaces, none empty, none twice whatever its case.</summary>
internal static partial class TagList
{
    /// <summary>How tags are told apart: <c>Treaty</c> and <c>treaty</c> are one.</summary>
    public static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>The tags in what a form sent: several fields, each with one tag or with several between commas.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string?> fields) =>
    [
        .. fields.SelectMany(field => (field ?? "").Split(',', '，', '、', '\n')) // Chinese commas part tags, too
            .Select(Normal).Where(tag => tag.Length > 0).Distinct(Comparer),
    ];

    /// <summary>Why these cannot be kept, or <see langword="null"/>.</summary>
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

    // The zero-width space parts words in scripts that show no space.
    [GeneratedRegex(@"[\s\p{Cc}\u200b]+")]
    private static partial Regex Space { get; }

    // Signs for the direction of writing, soft hyphens, byte order marks and what is no character: with them two tags would look
    // alike and differ. Joiners (U+200C, U+200D) stay, for Persian words and many emoji are spelt with them, and so does all
    // else: .NET's regular expressions see halves of surrogate pairs, so no class of characters may be named here as a whole.
    [GeneratedRegex(@"[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]")]
    private static partial Regex Unseen { get; }
}
