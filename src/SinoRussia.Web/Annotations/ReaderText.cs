using System.Buffers;

namespace SinoRussia.Web.Annotations;

/// <summary>What all text has in common that readers send, whichever way it came.</summary>
internal static class ReaderText
{
    private static readonly SearchValues<char> Unclean = SearchValues.Create(['\0', '\r', '\f', '\u0085', '\u2028', '\u2029', .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>The same with one kind of line end (a form sends CRLF), without U+0000, which forms and databases cut at, and with a
    /// replacement character for half a surrogate pair, which could be neither normalised nor sent.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAny(Unclean))
        {
            return text ?? "";
        }

        return string.Concat(text.EnumerateRunes()).Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }

    /// <summary>The first <paramref name="length"/> code units, or one less where that would part a surrogate pair.</summary>
    public static string First(string text, int length) =>
        text.Length <= length ? text : text[..(SplitsPair(text, length) ? length - 1 : length)];

    /// <summary>The last <paramref name="length"/> code units, or one less where that would part a surrogate pair.</summary>
    public static string Last(string text, int length) =>
        text.Length <= length ? text : text[(SplitsPair(text, text.Length - length) ? text.Length - length + 1 : text.Length - length)..];

    private static bool SplitsPair(string text, int offset) =>
        offset > 0 && offset < text.Length && char.IsHighSurrogate(text[offset - 1]) && char.IsLowSurrogate(text[offset]);
}
