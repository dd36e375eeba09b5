using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Citing;

/// <summary>References in the format of BibTeX and biblatex.</summary>
public static class BibTeX
{
    public static string Of(CitedPart part)
    {
        var metadata = part.Essay.Metadata;
        var entry = new StringBuilder();
        entry.Append($"@{(metadata.Publication is null ? "misc" : "article")}{{{KeyOf(part)},\n");
        if (part.Authors.Count > 0)
        {
            Field("author", string.Join(" and ", part.Authors.Select(author => author.Given is null ? $"{{{Escaped(author.Family)}}}" : Escaped(author.Inverted))), isEscaped: true);
        }

        Field("title", $"{{{Escaped(metadata.Title)}}}", isEscaped: true); // two pairs of braces keep the capitals
        Field("journal", metadata.Publication);
        Field("year", part.Year?.ToString(CultureInfo.InvariantCulture));
        Field("url", part.Address, isEscaped: true);
        Field("urldate", part.Accessed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Field("langid", metadata.Language == "en" ? "english" : null);
        Field("note", part.Remarks);
        return entry.Append("}\n").ToString();

        void Field(string name, string? value, bool isEscaped = false)
        {
            if (value is not null)
            {
                entry.Append($"  {name,-8} = {{{(isEscaped ? value : Escaped(value))}}},\n");
            }
        }
    }

    // Letters and digits only, which every program accepts as a key.
    private static string KeyOf(CitedPart part)
    {
        var first = part.Authors.Count > 0 ? part.Authors[0].Family : part.Essay.Metadata.Publication ?? part.Essay.Metadata.Title.Split(' ')[0];
        var name = string.Concat(first.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        return $"{name}{part.Year}{(part.Locator is null ? "" : $"-{part.Name}")}";
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append("\\textbackslash{}"),
                '~' => escaped.Append("\\textasciitilde{}"),
                '^' => escaped.Append("\\textasciicircum{}"),
                '{' or '}' or '%' or '&' or '$' or '#' or '_' => escaped.Append('\\').Append(c),
                '¶' => escaped.Append("\\P{}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
