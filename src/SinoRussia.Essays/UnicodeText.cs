using System.Buffers;
using System.Text;

namespace SinoRussia.Essays;

/// <summary>Unicode normalisation that accepts any string, and parts of a text that split no surrogate pair. The only code that calls
/// <see cref="string.Normalize(NormalizationForm)"/>, which throws for half a surrogate pair and for U+FFFE. BannedSymbols.txt makes other
/// calls a build error.</summary>
public static class UnicodeText
{
    // .NET throws for a string with this code point. It is no character and combines with nothing, so the text before and behind it is
    // normalised separately.
    private const char Refused = '\ufffe';

    /// <summary>The text in form NFC, with U+FFFD in place of each half of a surrogate pair. No content makes it throw.</summary>
    public static string ToNfc(string text) => Normalized(text, NormalizationForm.FormC);

    /// <summary>The text in form NFKC, which also replaces ligatures and wide forms; otherwise as <see cref="ToNfc"/>.</summary>
    public static string ToNfkc(string text) => Normalized(text, NormalizationForm.FormKC);

    /// <summary>The text in form NFKD, accents separate from their letters; otherwise as <see cref="ToNfc"/>.</summary>
    public static string ToNfkd(string text) => Normalized(text, NormalizationForm.FormKD);

    /// <summary>The text with U+FFFD in place of each half of a surrogate pair; the text itself when there is none.</summary>
    public static string WellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsWellFormed(text) ? text : string.Concat(text.EnumerateRunes());
    }

    /// <summary>The text for a line in another direction. Letters that are written from right to left come between U+2068 and U+2069, so that they
    /// do not turn the words around them; other text is unchanged (Unicode Standard Annex 9, isolates).</summary>
    public static string Isolated(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Any(IsRightToLeft) ? $"\u2068{text}\u2069" : text;
    }

    /// <summary>The start of the text, at most so many UTF-16 code units. No surrogate pair is split.</summary>
    public static string Start(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : text[..(most > 0 && char.IsSurrogatePair(text[most - 1], text[most]) ? most - 1 : most)];
    }

    /// <summary>The end of the text, at most so many UTF-16 code units. No surrogate pair is split.</summary>
    public static string End(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.Length - most;
        return start <= 0 ? text : text[(start < text.Length && char.IsSurrogatePair(text[start - 1], text[start]) ? start + 1 : start)..];
    }

    /// <summary>The text, or when it is longer, the words that fit into so many UTF-16 code units, and an ellipsis.</summary>
    public static string Shortened(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : $"{(text.LastIndexOf(' ', most) is var space and > 0 ? text[..space] : Start(text, most))}…";
    }

    private static string Normalized(string text, NormalizationForm form)
    {
        var whole = WellFormed(text);
        return whole.Contains(Refused) ? string.Join(Refused, whole.Split(Refused).Select(part => part.Normalize(form))) : whole.Normalize(form);
    }

    // The blocks of the scripts from Hebrew to Arabic, their presentation forms, and what Unicode reserves for such scripts in its second plane.
    private static bool IsRightToLeft(Rune rune) => rune.Value
        is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\ud800', '\udfff'); at >= 0; at = text.IndexOfAnyInRange('\ud800', '\udfff'))
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[(at + length)..];
        }

        return true;
    }
}
