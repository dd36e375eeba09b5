using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Citing;

/// <summary>References in the format RIS, for EndNote, Zotero and Mendeley.</summary>
public static class Ris
{
    public static string Of(CitedPart part)
    {
        var metadata = part.Essay.Metadata;
        var lines = new StringBuilder();
        Line("TY", metadata.Publication is null ? "ELEC" : "MGZN");
        foreach (var author in part.Authors)
        {
            Line("AU", author.Inverted);
        }

        Line("TI", metadata.Title);
        Line("T2", metadata.Publication);
        Line("PY", part.Year?.ToString(CultureInfo.InvariantCulture));
        Line("SP", part.Locator);
        Line("LA", metadata.Language);
        Line("UR", part.Address);
        Line("Y2", part.Accessed.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture));
        Line("N1", part.Remarks);
        return lines.Append("ER  - \r\n").ToString();

        void Line(string tag, string? value)
        {
            if (value is not null)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{tag}  - {value.ReplaceLineEndings(" ")}\r\n");
            }
        }
    }
}
