using System.Xml.Linq;
using SinoRussia.Essays.Drawing;
using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Tests.Supplements;

public sealed class FiguresTests
{
    private const string Sources = "- key: gauge\n  title: The gauge\n  outlet: River office\n";

    [Fact]
    public void Every_fault_of_the_file_has_its_line()
    {
        var faults = Texts.FaultsOfEdition("It froze.", ("sources.yml", Sources), ("figures.yml",
            """
            - key: levels
              kind: pie
              title: Levels
              unit: m
              along: Year
              text: How high it stood.
              under: p8
              series:
                - name: Level
                  values:
                    - { at: 2001, value: high, gap: none }
                    - { at: 2002, value: 3.1 }
                    - { at: 2003 }
                    - { at: 2004, value: 12.0, part: 1, whole: 8, sources: [gauge] }
                - name: Ice
                  values:
                    - { at: 2001, gap: no record }
            """));

        Assert.Equal(
            [
                "figures.yml:1: This figure needs series, and all of them with values at the same points.",
                "figures.yml:2: The 'kind' of a figure is 'bars' or 'lines', not 'pie'.",
                "figures.yml:7: The essay has no paragraph 'p8'.",
                "figures.yml:11: 'high' is not a number such as 19.0.",
                "figures.yml:12: This value has no 'sources'.",
                "figures.yml:13: This value needs either a 'value' or a 'gap' that says why there is none.",
                "figures.yml:14: The share of 1 in 8 is 12.5, not 12.",
            ],
            faults.OrderBy(fault => int.Parse(fault.Split(':')[1])).ThenBy(fault => fault, StringComparer.Ordinal));
    }

    [Fact]
    public void Drawing_table_and_file_have_the_same_values()
    {
        foreach (var figure in Texts.TheEssay().Supplements.Figures.Append(WithGap()))
        {
            var page = XElement.Parse(new FigureHtml(Links.AtRoot).OnItsPage(figure).Replace(" data-apparatus", "", StringComparison.Ordinal));
            var expected = figure.Series.SelectMany(series => series.Values.Select(value => (value.At, Text: value.Amount is { } amount ? Chart.Print(series, amount) : null))).ToList();

            var drawn = page.Descendants("g").Where(group => ((string?)group.Attribute("class"))?.StartsWith("datum", StringComparison.Ordinal) is true)
                .Select(datum => ((string)datum.Attribute("data-at")!, (string?)datum.Elements("text").Single().Value));
            var table = page.Descendants("tbody").Elements("tr").ToList();
            var listed = figure.Series.SelectMany((_, i) => table.Select(row => (row.Element("th")!.Value, Cell: row.Elements("td").ElementAt(i).Value)));

            Assert.Equal(expected.Where(value => value.Text is not null), drawn);
            Assert.Equal(expected.Select(value => (value.At, value.Text ?? "–")), listed);
            Assert.Equal(figure.Series.SelectMany(series => series.Values).Count(value => value.IsDerived), page.Descendants("g").Count(group => (string?)group.Attribute("class") == "datum derived"));
        }
    }

    [Fact]
    public void The_height_of_marks_is_proportional_to_their_values()
    {
        var figure = Texts.TheEssay().Supplements.Figures.Single(one => one.Key == "trade-with-russia");
        var bars = XElement.Parse(Chart.Of(figure, "x")).Descendants("rect").Select(bar => double.Parse((string)bar.Attribute("height")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        var ratios = bars.Zip(figure.Series[0].Values, (height, value) => height / (double)value.Amount!.Value).ToList();

        Assert.Equal(7, ratios.Count);
        Assert.All(ratios, ratio => Assert.Equal(ratios[0], ratio, 2));
    }

    [Fact]
    public void A_line_never_crosses_a_gap_nor_joins_a_part_of_a_year()
    {
        Assert.Equal([2, 3], Lines(WithGap())); // 2001–2002 and 2004–2006
        Assert.Equal([6, 6], Lines(Texts.TheEssay().Supplements.Figures.Single(one => one.Key == "trade-shares"))); // 2017–2022, for each country

        static IEnumerable<int> Lines(Figure figure) =>
            XElement.Parse(Chart.Of(figure, "x")).Descendants("path").Where(path => (string?)path.Attribute("class") == "line").Select(path => ((string)path.Attribute("d")!).Split('L').Length);
    }

    [Fact]
    public void The_figures_are_those_of_the_customs()
    {
        var figures = Texts.TheEssay().Supplements.Figures.ToDictionary(figure => figure.Key);

        Assert.Equal([69.52m, 84.07m, 107.06m, 110.75m, 107.76m, 146.89m, 190.27m], figures["trade-with-russia"].Series[0].Values.Select(value => value.Amount!.Value));
        Assert.Equal([14.2m, 13.7m, 11.8m, 12.6m, 12.5m, 12.1m], figures["trade-shares"].Series[0].Values.Select(value => value.Amount!.Value));
        Assert.Equal([2.0m, 2.3m, 2.4m, 2.3m, 2.4m, 3.0m], figures["trade-shares"].Series[1].Values.Select(value => value.Amount!.Value));
        Assert.Equal([12.7m, 12.5m, 12.1m], figures["trade-shares-2022"].Series[0].Values.Select(value => value.Amount!.Value));
        Assert.Equal([2.7m, 2.6m, 3.0m], figures["trade-shares-2022"].Series[1].Values.Select(value => value.Amount!.Value));
        Assert.Equal([19.0m, 1.9m], figures["export-shares"].Series[0].Values.Select(value => value.Amount!.Value));
    }

    [Fact]
    public void A_figure_is_under_the_paragraph_that_quotes_it_and_not_in_its_text()
    {
        var essay = Texts.TheEssay();

        var html = new EssayHtml(essay, [], Links.AtRoot).Section(essay.FindSection("min-ye")!);

        Assert.Matches("<p id=\"p28\".*</p>\\s*<figure class=\"data-figure\" id=\"figure-trade-shares\" data-apparatus>", html);
        Assert.DoesNotContain("figure-trade-shares", new EssayHtml(essay, [], Links.AtRoot).Element(essay.FindParagraph("p28")!), StringComparison.Ordinal);
    }

    private static Figure WithGap() =>
        Texts.Edition("It froze.", ("sources.yml", Sources), ("figures.yml",
            """
            - key: levels
              kind: lines
              title: Levels
              unit: m
              along: Year
              text: How high it stood.
              series:
                - name: Level
                  values:
                    - { at: 2001, value: 3.1, sources: [gauge] }
                    - { at: 2002, value: 3.2, sources: [gauge] }
                    - { at: 2003, gap: no record }
                    - { at: 2004, value: 3.4, sources: [gauge] }
                    - { at: 2005, value: 3.5, sources: [gauge] }
                    - { at: 2006, value: 3.6, sources: [gauge] }
                    - { at: Spring 2007, value: 4.1, partial: "true", sources: [gauge] }
            """)).Essay.Supplements.Figures.Single();
}
