using SinoRussia.Essays.Linking;

namespace SinoRussia.Essays.Tests.Linking;

/// <summary>Finds a text fragment in a page as browsers do (URL Fragment Text Directives, §3.5), independently of the code that makes them.</summary>
internal static class BrowserSearch
{
    /// <summary>The first stretch that matches, in one line or across lines, or <see langword="null"/>.</summary>
    public static ((int Line, int At) First, (int Line, int At) Last)? Find(IReadOnlyList<PageLine> lines, string fragment)
    {
        Assert.StartsWith(":~:text=", fragment, StringComparison.Ordinal);
        var parts = fragment[":~:text=".Length..].Split(',').ToList();
        Assert.All(parts, part => Assert.DoesNotMatch("[^A-Za-z0-9%-]", part));
        string? prefix = null, suffix = null;
        if (parts[0].EndsWith('-'))
        {
            prefix = Take(0)[..^1];
        }

        if (parts[^1].StartsWith('-'))
        {
            suffix = Take(parts.Count - 1)[1..];
        }

        Assert.InRange(parts.Count, 1, 2);
        Assert.All(parts, part => Assert.DoesNotContain('-', part));
        var (start, end) = (Decoded(parts[0]), parts.Count > 1 ? Decoded(parts[1]) : null);
        foreach (var first in Matches(lines, start, (0, 0)))
        {
            if (prefix is not null && !Places(lines, first).Any(place => Ends(lines, Decoded(prefix), place)))
            {
                continue;
            }

            foreach (var last in end is null ? [(first.Line, first.At + start.Length)] : Matches(lines, end, (first.Line, first.At + start.Length)).Select(match => (match.Line, match.At + end.Length)))
            {
                if (suffix is null || Follows(lines, Decoded(suffix), last))
                {
                    return (first, last);
                }
            }
        }

        return null;

        string Take(int index)
        {
            var part = parts[index];
            parts.RemoveAt(index);
            return part;
        }
    }

    private static IEnumerable<(int Line, int At)> Matches(IReadOnlyList<PageLine> lines, string words, (int Line, int At) from)
    {
        for (var line = from.Line; line < lines.Count; line++)
        {
            var text = lines[line].Text;
            for (var at = text.IndexOf(words, line == from.Line ? from.At : 0, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (IsBound(text, at) && IsBound(text, at + words.Length))
                {
                    yield return (line, at);
                }
            }
        }
    }

    // Where a prefix may end: at this place, or at the end of the line before.
    private static IEnumerable<(int Line, int At)> Places(IReadOnlyList<PageLine> lines, (int Line, int At) place)
    {
        var at = lines[place.Line].Text[..place.At].TrimEnd().Length;
        if (at > 0)
        {
            yield return (place.Line, at);
        }
        else if (place.Line > 0)
        {
            yield return (place.Line - 1, lines[place.Line - 1].Text.TrimEnd().Length);
        }
    }

    private static bool Ends(IReadOnlyList<PageLine> lines, string prefix, (int Line, int At) place) =>
        lines[place.Line].Text[..place.At].EndsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsBound(lines[place.Line].Text, place.At - prefix.Length);

    private static bool Follows(IReadOnlyList<PageLine> lines, string suffix, (int Line, int At) place)
    {
        var rest = lines[place.Line].Text[place.At..].TrimStart();
        var text = rest.Length > 0 ? rest : place.Line + 1 < lines.Count ? lines[place.Line + 1].Text.TrimStart() : "";
        return text.StartsWith(suffix, StringComparison.OrdinalIgnoreCase) && IsBound(text, suffix.Length);
    }

    private static bool IsBound(string text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);

    private static string Decoded(string part) => Uri.UnescapeDataString(part);
}
