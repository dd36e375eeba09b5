using System.Globalization;
using System.Text;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Searching;

/// <summary>A text as it is compared when something is looked for in it: without case, accents and the style of quotes and
/// dashes, white space collapsed; and where each of its characters came from.</summary>
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

            // Half a character is replaced: it equals nothing that a reader can type.
            _ = Rune.DecodeFromUtf16(source.AsSpan(at), out var rune, out var length);
            Add(rune, at);
            at += length;
        }

        Value = value.ToString();
    }

    public string Value { get; }

    /// <summary>The stretch of the source that a stretch of <see cref="Value"/> came from, with the accents that follow its last letter.</summary>
    public Passage SourceOf(int start, int end)
    {
        var last = origins[end - 1];
        while (end < origins.Count && origins[end] == last)
        {
            end++; // one character of the source became several
        }

        return new Passage(origins[start], end < origins.Count ? origins[end] : sourceLength);
    }

    private void Add(Rune rune, int origin)
    {
        foreach (var part in Unjoined(rune.Value) ?? rune.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (!Folding.IsInvisible(part) && char.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
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

    // Letters that Unicode does not take apart, and that people write apart where their keyboard lacks them.
    private static string? Unjoined(int letter) => letter switch
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
