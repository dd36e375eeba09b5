namespace SinoRussia.Web.Sharing;

/// <summary>Breaks text into the lines of a card.</summary>
internal static class Lines
{
    private const string Ellipsis = "…";

    /// <summary>The text in lines no wider than <paramref name="width"/>. If it needs more than <paramref name="most"/>, the last one ends with an ellipsis.</summary>
    /// <param name="measure">Returns the width of a piece of text.</param>
    public static IReadOnlyList<string> Of(string text, float width, int most, Func<string, float> measure)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Fitting(word, width, measure)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (measure(longer) <= width)
            {
                line = longer;
                continue;
            }

            lines.Add(line);
            line = word;
            if (lines.Count == most)
            {
                lines[^1] = Shortened(lines[^1], width, measure);
                return lines;
            }
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>The same number of lines, but as narrow as possible, so that no single word is left on the last line.</summary>
    public static IReadOnlyList<string> Balanced(string text, float width, int most, Func<string, float> measure)
    {
        var lines = Of(text, width, most, measure);
        for (var narrower = width * 0.97f; lines.Count > 1 && lines.Count < 4 && narrower > width / 2; narrower -= width * 0.03f)
        {
            var tried = Of(text, narrower, most, measure);
            if (tried.Count > lines.Count || tried[^1].EndsWith(Ellipsis, StringComparison.Ordinal))
            {
                break;
            }

            lines = tried;
        }

        return lines;
    }

    // Cuts a word that is wider than the card, as text in a script without spaces is.
    private static IEnumerable<string> Fitting(string word, float width, Func<string, float> measure)
    {
        while (measure(word) > width && word.Length > 1)
        {
            var end = word.Length;
            while (end > 1 && measure(word[..end]) > width)
            {
                end = Math.Max(1, end - Math.Max(1, (end / 8)));
            }

            end -= end > 1 && char.IsLowSurrogate(word[end]) ? 1 : 0;
            yield return word[..end];
            word = word[end..];
        }

        yield return word;
    }

    private static string Shortened(string line, float width, Func<string, float> measure)
    {
        while (line.Length > 0 && measure(line + Ellipsis) > width)
        {
            var space = line.LastIndexOf(' ');
            line = line[..(space > 0 ? space : line.Length - 1)];
        }

        return line.TrimEnd(' ', ',', ';', ':', '.', '–', '—', '-') + Ellipsis;
    }
}
