using System.Buffers;
using System.Globalization;

namespace SinoRussia.Essays.Parsing;

/// <summary>Refuses Markdown that would take minutes to parse. Some of the parser's work grows with the square of the special characters
/// in a paragraph.</summary>
internal static class MarkdownLimits
{
    // 4,000 of the worst special characters in one paragraph took Markdig 0.4 s of processor time. Within these limits parsing takes at
    // most 3 s.
    private const int MostSigns = 3_000;
    private const long MostWork = 100_000_000;

    // Markdig throws at 128 levels. No text needs so many.
    private const int MostNesting = 60;

    private static readonly SearchValues<char> Signs = SearchValues.Create("*_[]()<>`~!:@^|{}");

    /// <returns>Whether it may be parsed; otherwise there is a fault.</returns>
    public static bool Check(string markdown, Faults faults)
    {
        var (line, first, signs, work) = (0, 1, 0L, 0L);
        foreach (var range in ContentText.Lines(markdown))
        {
            line++;
            var text = markdown.AsSpan(range);
            if (text.IsWhiteSpace())
            {
                (first, signs) = (line + 1, 0);
                continue;
            }

            if (Nesting(text) > MostNesting)
            {
                faults.Add(line, $"This line is nested more than {MostNesting} deep.");
                return false;
            }

            work -= signs * signs;
            signs += Count(text);
            work += signs * signs;
            if (signs > MostSigns)
            {
                faults.Add(first, string.Create(CultureInfo.InvariantCulture, $"The paragraph that begins here holds more than {MostSigns:#,0} signs such as '*' and '['."));
                return false;
            }

            if (work > MostWork)
            {
                faults.Add(line, "Up to here the file holds more signs such as '*' and '[' than can be read in a short time.");
                return false;
            }
        }

        return true;
    }

    private static long Count(ReadOnlySpan<char> text)
    {
        var count = 0L;
        for (var at = text.IndexOfAny(Signs); at >= 0; at = text.IndexOfAny(Signs))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }

    // In how many quotations and list items the line is, by its first characters.
    private static int Nesting(ReadOnlySpan<char> text)
    {
        var nesting = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '>' or '-' or '+' or '*' && (text[at] == '>' || IsBlank(text, at + 1)))
            {
                nesting++;
            }
            else if (text[at] is '.' or ')' && at > 0 && char.IsAsciiDigit(text[at - 1]) && IsBlank(text, at + 1))
            {
                nesting++;
            }
            else if (!char.IsAsciiDigit(text[at]) && text[at] is not (' ' or '\t'))
            {
                break;
            }
        }

        return nesting;
    }

    private static bool IsBlank(ReadOnlySpan<char> text, int at) => at == text.Length || text[at] is ' ' or '\t';
}
