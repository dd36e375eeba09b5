using System.Buffers;
using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Parsing;

/// <summary>Checks that a content file contains only characters that every page, drawing and export can contain.</summary>
internal static class ContentText
{
    /// <summary>How long a file may be, in UTF-16 code units: some twenty times an essay of 50,000 words.</summary>
    public const int Longest = 4_000_000;

    private static readonly SearchValues<char> Plainest = SearchValues.Create("\t\n\r" + string.Concat(Enumerable.Range(' ', '\u007f' - ' ').Select(c => (char)c)));

    private const int MostNamed = 10; // a binary file would have a fault in every line

    /// <summary>Adds a fault for each line with a refused character, up to a limit, or for a file that is too long.</summary>
    /// <returns>Whether the file can be parsed.</returns>
    public static bool Check(string text, Faults faults)
    {
        if (text.Length > Longest)
        {
            faults.Add(1, string.Create(CultureInfo.InvariantCulture, $"The file is longer than {Longest:#,0} characters."));
            return false;
        }

        var (line, named) = (0, 0);
        foreach (var range in Lines(text))
        {
            line++;
            if (FirstRefused(text.AsSpan(range)) is { } refused)
            {
                faults.Add(line, refused);
                if (++named == MostNamed)
                {
                    break;
                }
            }
        }

        return named == 0;
    }

    /// <summary>The piece without refused characters, with a fault for them. They come from escapes such as <c>&amp;#1;</c>.</summary>
    public static string Plain(string piece, int line, Faults faults)
    {
        if (FirstRefused(piece) is not { } refused)
        {
            return piece;
        }

        faults.Add(line, refused);
        return string.Concat(piece.EnumerateRunes().Where(rune => !IsRefused(rune)));
    }

    /// <summary>The lines of a text without their ends; a line ends with LF, CR or both, as editors count.</summary>
    public static IEnumerable<Range> Lines(string text)
    {
        var start = 0;
        for (var end = text.AsSpan().IndexOfAny('\r', '\n'); end >= 0; end = text.AsSpan(start).IndexOfAny('\r', '\n'))
        {
            yield return start..(start + end);
            start += end + (text.AsSpan(start + end).StartsWith("\r\n") ? 2 : 1);
        }

        yield return start..text.Length;
    }

    // The message for the first refused character, or null.
    private static string? FirstRefused(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyExcept(Plainest) is var at and >= 0)
        {
            var isWhole = Rune.DecodeFromUtf16(text[at..], out var rune, out var length) == OperationStatus.Done;
            if (!isWhole || IsRefused(rune))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"U+{(isWhole ? rune.Value : text[at]):X4}");
                return rune.Value == 0
                    ? $"{name} is not text. Remove it; if the file is full of them, save it as UTF-8."
                    : $"{name} is not text. Remove it.";
            }

            text = text[(at + length)..];
        }

        return null;
    }

    // Control characters are not allowed in XML, and so in a drawing; browsers replace those from U+0080 on, so the server would count
    // other text. Noncharacters of Unicode are never text.
    private static bool IsRefused(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')) || rune.Value is >= 0xfdd0 and <= 0xfdef || (rune.Value & 0xfffe) == 0xfffe;
}
