using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Searching;

/// <summary>The form of a text that a search compares: without case, accents and the style of quotes and dashes, with white space
/// collapsed. It knows which offset of the source each of its characters came from.</summary>
internal sealed class FoldedText
{
    private readonly StringBuilder value;
    private readonly List<int> origins;
    private readonly int sourceLength;

    public FoldedText(string source)
    {
        value = new StringBuilder(source.Length);
        origins = new List<int>(source.Length);
        sourceLength = source.Length;
        for (var at = 0; at < source.Length;)
        {
            if (source[at] < 0x80)
            {
                Add(source[at], at);
                at++;
                continue;
            }

            // Half a surrogate pair becomes U+FFFD, which nobody searches for.
            _ = Rune.DecodeFromUtf16(source.AsSpan(at), out var rune, out var length);
            if (Scripts.IsHangul(rune.Value))
            {
                length = LengthOfSyllable(source, at);
                AddAll(UnicodeText.ToNfc(source[at..(at + length)]), at);
            }
            else
            {
                AddAll(Spelling(rune.Value) ?? UnicodeText.ToNfkd(rune.ToString()), at);
            }

            at += length;
        }

        Value = value.ToString();
    }

    public string Value { get; }

    /// <summary>The passage of the source that a stretch of <see cref="Value"/> came from, with the accents that follow its last letter.</summary>
    public Passage SourceOf(int start, int end)
    {
        var last = origins[end - 1];
        while (end < origins.Count && origins[end] == last)
        {
            end++; // one character of the source became several
        }

        return new Passage(origins[start], end < origins.Count ? origins[end] : sourceLength);
    }

    private void AddAll(string characters, int origin)
    {
        foreach (var part in characters)
        {
            if (!Folding.IsInvisible(part) && !IsAccent(part))
            {
                Add(part, origin);
            }
        }
    }

    private void Add(char c, int origin)
    {
        var folded = char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(Folding.Style(c));
        if (folded != ' ' || (value.Length > 0 && value[^1] != ' '))
        {
            value.Append(folded);
            origins.Add(origin);
        }
    }

    // The length of a Korean syllable, which may be written as one character or as its parts.
    private static int LengthOfSyllable(string source, int at)
    {
        var end = at + 1;
        if (source[at] is >= '\u1100' and <= '\u1112' && end < source.Length && source[end] is >= '\u1161' and <= '\u1175')
        {
            end++;
            if (end < source.Length && source[end] is >= '\u11a8' and <= '\u11c2')
            {
                end++;
            }
        }

        return end - at;
    }

    // Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and variation selectors. In other scripts such marks are vowels,
    // and words differ by them alone.
    private static bool IsAccent(char c) =>
        c is (>= '\u0300' and <= '\u036f') or (>= '\u0483' and <= '\u0487') or (>= '\u0591' and <= '\u06ed')
            or (>= '\u1ab0' and <= '\u1aff') or (>= '\u1dc0' and <= '\u1dff') or (>= '\u20d0' and <= '\u20ff') or (>= '\ufe00' and <= '\ufe2f')
        && char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    // Letters that Unicode does not decompose, and that people without a key for them type as other letters.
    private static string? Spelling(int letter) => letter switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        _ => null,
    };
}
