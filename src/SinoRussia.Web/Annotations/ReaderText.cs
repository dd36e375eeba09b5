using System.Buffers;
using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Cleans all text that readers send, whichever way it comes.</summary>
internal static class ReaderText
{
    private static readonly SearchValues<char> Unclean = SearchValues.Create(['\0', '\r', '\f', '\u0085', '\u2028', '\u2029', .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>The text with one kind of line ending (forms send CRLF), without U+0000, where forms and databases cut text off, and with a
    /// replacement character for each lone surrogate, which could be neither normalised nor sent.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAny(Unclean))
        {
            return text ?? "";
        }

        return UnicodeText.WellFormed(text).Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }

    /// <summary>The text with one space for white space of any kind and length, and none at its ends.</summary>
    public static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
