using System.Text;
using System.Text.RegularExpressions;

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
        tags.Count > Bounds.Tags ? Refusal.TooManyTags
        : tags.FirstOrDefault(tag => tag.Length > Bounds.Tag) is { } tooLong ? Refusal.TagTooLong(tooLong)
        : null;

    // Runes put a replacement character for half a surrogate pair, which could not be normalised.
    private static string Normal(string tag) =>
        Space.Replace(string.Concat(tag.EnumerateRunes()).Normalize(NormalizationForm.FormC), " ").Trim();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space { get; }
}
