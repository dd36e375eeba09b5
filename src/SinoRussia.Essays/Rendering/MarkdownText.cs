using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Rendering;

/// <summary>Escapes plain text for Markdown.</summary>
public static partial class MarkdownText
{
    /// <summary>The text in one line, with every character escaped that has a meaning in Markdown or its common extensions. It is plain text at the
    /// start of a line, in a heading, in a table and inside a link.</summary>
    public static string Escaped(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Meaningful.Replace(White.Replace(words, " "), @"\$0");
    }

    /// <summary>The same for text that is a whole line: trimmed, and a lone number or letter with a full stop does not begin a list.</summary>
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
