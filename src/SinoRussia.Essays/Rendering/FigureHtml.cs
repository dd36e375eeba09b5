using System.Text;
using SinoRussia.Essays.Drawing;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Rendering;

/// <summary>Renders a figure as HTML: the chart, what it shows, the same values as a table, and their sources.</summary>
/// <param name="links">The addresses and labels of the page around the figure.</param>
public sealed class FigureHtml(PageLinks links)
{
    /// <summary>For the essay's page, with the table folded.</summary>
    public string InTheEssay(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var html = Open(figure, $"figure-{figure.Key}").Append("<details><summary>").AppendEncoded(links.FigureValues).Append("</summary>");
        Table(html, figure);
        Sources(html, figure);
        var all = links.Figure(figure);
        html.Append($"</details><p class=\"more\"><a href=\"{all.Address}\">").AppendEncoded(all.Label).Append("</a></p></figure>\n");
        return html.ToString();
    }

    /// <summary>For the page of figures, with everything open.</summary>
    public string OnItsPage(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var html = Open(figure, figure.Key);
        Table(html, figure);
        Sources(html, figure);
        return html.Append("</figure>\n").ToString();
    }

    private static StringBuilder Open(Figure figure, string id)
    {
        var html = new StringBuilder($"<figure class=\"data-figure\" id=\"{id}\" data-apparatus><figcaption><strong>");
        html.AppendEncoded(figure.Title).Append("</strong> <span class=\"unit\">").AppendEncoded(figure.Unit).Append("</span></figcaption>");
        html.Append(Chart.Of(figure, $"{id}-drawing"));
        html.Append("<p class=\"legend\">").Append(Legend(figure)).Append("</p><p>").AppendEncoded(figure.Text).Append("</p>");
        return html;
    }

    private static string Legend(Figure figure)
    {
        var values = figure.Series.SelectMany(series => series.Values).Where(value => value.Amount is not null).ToList();
        var parts = new List<string>();
        if (values.Any(value => !value.IsDerived))
        {
            parts.Add("filled: reported by a source");
        }

        if (values.Any(value => value.IsDerived))
        {
            parts.Add("outlined: our calculation from reported values");
        }

        if (values.Any(value => value.IsPartial))
        {
            parts.Add("diamond: part of a year");
        }

        if (figure.Series.Any(series => series.Values.Any(value => value.Amount is null)))
        {
            parts.Add("no mark: no value that a source supports");
        }

        var legend = string.Join("; ", parts);
        return $"{char.ToUpperInvariant(legend[0])}{legend[1..]}.";
    }

    private static void Table(StringBuilder html, Figure figure)
    {
        html.Append("<div class=\"table\"><table><caption>").AppendEncoded($"{figure.Title}, {figure.Unit}").Append("</caption><thead><tr><th scope=\"col\">").AppendEncoded(figure.Along).Append("</th>");
        foreach (var series in figure.Series)
        {
            html.Append("<th scope=\"col\" class=\"amount\">").AppendEncoded(series.Name).Append("</th>");
        }

        html.Append("<th scope=\"col\">Basis</th></tr></thead><tbody>");
        foreach (var (point, i) in figure.Points.Select((point, i) => (point, i)))
        {
            html.Append("<tr><th scope=\"row\">").AppendEncoded(point).Append("</th>");
            foreach (var series in figure.Series)
            {
                html.Append("<td class=\"amount\">").AppendEncoded(series.Values[i].Amount is { } amount ? Chart.Print(series, amount) : "–").Append("</td>");
            }

            html.Append("<td>").AppendEncoded(Basis(figure, i)).Append("</td></tr>");
        }

        html.Append("</tbody></table></div>");
    }

    // A basis that all series share is written once.
    private static string Basis(Figure figure, int i)
    {
        string[] bases = [.. figure.Series.Select(series => Basis(series.Values[i]))];
        return bases.Distinct(StringComparer.Ordinal).Count() == 1
            ? bases[0]
            : string.Join("; ", figure.Series.Select((series, number) => $"{series.Name}: {bases[number]}"));
    }

    private static string Basis(FigureValue value) => (value.Amount, value.IsDerived, value.Remark) switch
    {
        (null, _, var why) => why ?? "",
        (_, true, var how) => $"derived, {how}",
        (_, false, null) => "reported",
        (_, false, var note) => $"reported, {note}",
    };

    private void Sources(StringBuilder html, Figure figure)
    {
        html.Append("<p class=\"sources\">Sources: ");
        html.AppendJoin("; ", figure.Sources.Select(source => $"<a href=\"{links.Source(source)}\">{new StringBuilder().AppendEncoded(source.ShortForm)}</a>"));
        html.Append(".</p>");
    }
}
