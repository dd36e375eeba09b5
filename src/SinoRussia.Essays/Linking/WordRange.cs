using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Linking;

/// <summary>Words of a paragraph as an address names them: <c>w9-14-3f0c</c> is the ninth to the fourteenth word.</summary>
/// <param name="First">The first word, counted from 1.</param>
/// <param name="Last">The last word, not less than <paramref name="First"/>.</param>
/// <param name="Check">Four hexadecimal digits made from the words. After an edit of the paragraph, an old address would name other words;
/// by the check it is noticed.</param>
public sealed partial record WordRange(int First, int Last, string Check)
{
    /// <summary>The words of a paragraph that a passage touches.</summary>
    /// <returns><see langword="null"/> when the passage is not in this paragraph alone, or touches no word of it.</returns>
    public static WordRange? Of(Essay essay, Element paragraph, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(essay);
        ArgumentNullException.ThrowIfNull(paragraph);
        if (passage.Start < paragraph.Start || passage.End > paragraph.End)
        {
            return null;
        }

        var words = Words(essay, paragraph);
        var first = words.FindIndex(word => word.End > passage.Start);
        var last = words.FindLastIndex(word => word.Start < passage.End);
        return first < 0 || last < first ? null : new WordRange(first + 1, last + 1, CheckOf(essay, new Passage(words[first].Start, words[last].End)));
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out WordRange? range)
    {
        range = text is not null && Form().Match(text) is { Success: true, Groups: var groups }
            && int.Parse(groups[1].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var first
            && int.Parse(groups[2].ValueSpan, CultureInfo.InvariantCulture) is var last && last >= first
                ? new WordRange(first, last, groups[3].Value)
                : null;
        return range is not null;
    }

    /// <summary>The passage from the first of the words to the last.</summary>
    /// <returns><see langword="null"/> when the paragraph does not have these words, because it was edited.</returns>
    public Passage? In(Essay essay, Element paragraph)
    {
        ArgumentNullException.ThrowIfNull(essay);
        ArgumentNullException.ThrowIfNull(paragraph);
        var words = Words(essay, paragraph);
        return Last <= words.Count && new Passage(words[First - 1].Start, words[Last - 1].End) is var passage && CheckOf(essay, passage) == Check ? passage : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"w{First}-{Last}-{Check}");

    private static List<Passage> Words(Essay essay, Element paragraph) =>
    [
        .. Tokens.Of(essay.Text[paragraph.Start..paragraph.End])
            .Where(token => token.Kind == TokenKind.Word)
            .Select(token => new Passage(paragraph.Start + token.Start, paragraph.Start + token.End)),
    ];

    private static string CheckOf(Essay essay, Passage passage) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(essay.TextOf(passage))).AsSpan(0, 2));

    [GeneratedRegex(@"^w([0-9]{1,5})-([0-9]{1,5})-([0-9a-f]{4})\z")]
    private static partial Regex Form();
}
