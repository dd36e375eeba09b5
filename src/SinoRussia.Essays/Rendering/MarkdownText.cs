using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Rendering;

/// <summary>Plain words in Markdown.</summary>
public static partial class MarkdownText
{
    /// <summary>The words in one line, with every sign escaped that Markdown or one of its common extensions would take for more than a sign: they
    /// stay words at the beginning of a line, in a heading, in a table and inside a link.</summary>
    public static string Escaped(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Meaningful.Replace(White.Replace(words, " "), @"\$0");
    }

    /// <summary>The same for words that are a line of their own: without white space at their ends, and a lone number or letter with a full stop is no list.</summary>
    public static string Line(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return LoneNumber.Replace(Escaped(words.Trim()), @"${word}\${sign}");
    }

    [GeneratedRegex("^(?<word>[0-9]{1,9}|[A-Za-z]{1,5})(?<sign>[.)])$")]
    private static partial Regex LoneNumber { get; }

    [GeneratedRegex(
        """[\\`*_\[\]<>|~#$^={}]|&(?=#?\w+;)|"(?=")|\+(?=\+)|%(?=%)|^[+-]|^:(?=[\s:])|(?<=^(?:[0-9]{1,9}|[A-Za-z]{1,5}))[.)](?= )""")]
    private static partial Regex Meaningful { get; }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex White { get; }
}
