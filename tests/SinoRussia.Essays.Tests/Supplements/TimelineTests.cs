using System.Xml.Linq;
using CsCheck;
using SinoRussia.Essays.Drawing;
using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Supplements;

public sealed class TimelineTests
{
    private const string Flood = "- key: flood\n  date: 1871-03\n  period: Old\n  title: Flood\n  text: The river rose.\n  paragraphs: [p1]\n";

    [Fact]
    public void Every_fault_of_the_file_has_its_line()
    {
        var faults = Texts.FaultsOfEdition("It froze.", ("timeline.yml",
            """
            - key: flood
              date: 1871-13
              period: Old
              title: Flood
              text: The river rose.
              paragraphs: [p1, p7]
            - key: flood
              period: Old
              title: Flood again
              text: It rose again.
              sources: [nowhere]
            """));

        Assert.Equal(
            [
                "timeline.yml:2: '1871-13' is not a date such as 2022, 2022-06 or 2022-02-04.",
                "timeline.yml:6: The essay has no paragraph 'p7'.",
                "timeline.yml:7: The address 'flood' is already taken in line 1.",
                "timeline.yml:7: This event has no 'paragraphs' that speak of it. If the essay does not mention it, write 'editors: true'.",
                "timeline.yml:7: This event lacks 'date'.",
                "timeline.yml:11: The source list has no 'nowhere'.",
            ],
            faults.OrderBy(fault => int.Parse(fault.Split(':')[1])).ThenBy(fault => fault, StringComparer.Ordinal));
    }

    [Fact]
    public void Events_come_in_the_order_of_their_dates_and_a_period_is_never_interrupted()
    {
        var earlier = Flood.Replace("flood", "frost", StringComparison.Ordinal).Replace("1871-03", "1870", StringComparison.Ordinal);
        Assert.Equal(["frost", "flood"], Texts.Edition("It froze.", ("timeline.yml", Flood + earlier)).Essay.Supplements.Events.Select(one => one.Key));

        var amidst = earlier.Replace("Old", "New", StringComparison.Ordinal).Replace("1870", "1872", StringComparison.Ordinal);
        var after = Flood.Replace("key: flood", "key: thaw", StringComparison.Ordinal).Replace("1871-03", "1873", StringComparison.Ordinal);
        Assert.Contains("Events of another period are between those of the period 'Old'.", string.Concat(Texts.FaultsOfEdition("It froze.", ("timeline.yml", Flood + amidst + after))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_paragraph_links_to_its_events_and_its_text_stays_the_same()
    {
        var essay = Texts.Edition("It froze.", ("timeline.yml", Flood)).Essay;

        var html = new EssayHtml(essay, [], new Links("/reader")).Element(essay.FindParagraph("p1")!);

        Assert.Contains("""It froze.<span class="dates" data-apparatus> <a href="/reader/timeline#flood" aria-label="1871, in the timeline: Flood">1871</a></span>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_the_editor_adds_is_marked_and_not_among_the_dates_of_a_paragraph()
    {
        var added = Flood.Replace("flood", "thaw", StringComparison.Ordinal).Replace("1871-03", "1872", StringComparison.Ordinal) + "  editors: true\n";
        var nowhere = added.Replace("thaw", "rain", StringComparison.Ordinal).Replace("  paragraphs: [p1]\n", "", StringComparison.Ordinal);
        var essay = Texts.Edition("It froze.", ("timeline.yml", Flood + added + nowhere)).Essay;

        var drawn = XElement.Parse(TimelineDrawing.Wide(essay.Supplements.Events)).Descendants("a").ToDictionary(a => (string)a.Attribute("href")!, a => (string)a.Attribute("class")!);

        Assert.Equal(["flood"], essay.Supplements.EventsIn(essay.FindParagraph("p1")!).Select(one => one.Key));
        Assert.Equal(("event", "event editors", "event editors"), (drawn["#flood"], drawn["#thaw"], drawn["#rain"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_drawing_has_every_event_of_the_file_once_in_the_order_of_time(bool isWide)
    {
        var events = Texts.TheEssay().Supplements.Events;

        var drawing = XElement.Parse(isWide ? TimelineDrawing.Wide(events) : TimelineDrawing.Narrow(events));

        var drawn = drawing.Descendants("a").OrderBy(a => Value(a.Element("circle")!, "cy")).ThenBy(a => (string)a.Attribute("data-date")!, StringComparer.Ordinal).ToList();
        Assert.Equal(events.Select(one => ($"#{one.Key}", one.Date.Iso)), drawn.Select(a => ((string)a.Attribute("href")!, (string)a.Attribute("data-date")!)));
        Assert.Equal(events.Select(one => one.Title), drawn.Select(a => a.Elements("text").Last().Value));
        Assert.Contains($"{events.Length} events", drawing.Element("title")!.Value, StringComparison.Ordinal);
        Assert.Equal(events.Select(one => one.Period).Distinct().Count() - 1, drawing.Descendants("g").Count(group => (string?)group.Attribute("class") == "break"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_label_of_the_drawing_overlaps_another_or_is_outside(bool isWide)
    {
        var events = Texts.TheEssay().Supplements.Events;
        var drawing = XElement.Parse(isWide ? TimelineDrawing.Wide(events) : TimelineDrawing.Narrow(events));

        foreach (var side in drawing.Descendants("a").Select(a => a.Elements("text").Last()).GroupBy(text => (string)text.Attribute("text-anchor")!))
        {
            var places = side.Select(text => Value(text, "y")).Order().ToList();
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 32, $"{pair}"));
            Assert.InRange(places[0], 20, double.MaxValue);
            Assert.InRange(places[^1], 0, Value(drawing, "height"));
        }

        var years = drawing.Descendants("text").Where(text => (string?)text.Attribute("class") == "year-name").Select(text => Value(text, "y")).Order().ToList();
        Assert.All(years.Zip(years.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 12, $"{pair}"));
    }

    [Fact]
    public void Labels_are_spread_in_order_and_stay_in_place_where_there_is_space() =>
        Gen.Double[0, 1000].List[1, 30].Sample(wishes =>
        {
            wishes.Sort();
            var places = Spread.Apart(wishes, 30, 0, 1000);

            return places.Zip(places.Skip(1)).All(pair => pair.Second - pair.First >= 30 - 1e-6)
                && places[0] >= 15 - 1e-6 && places[^1] <= 985 + 1e-6
                && (wishes.Zip(wishes.Skip(1)).Any(pair => pair.Second - pair.First < 30) || wishes[0] < 15 || wishes[^1] > 985
                    || wishes.Zip(places).All(pair => Math.Abs(pair.First - pair.Second) < 1e-6));
        });

    [Fact]
    public void Every_dated_event_of_the_essay_is_there()
    {
        var events = Texts.TheEssay().Supplements.Events;

        Assert.Equal(31, events.Count(one => !one.IsEditors));
        Assert.Equal(19, events.Count(one => one.IsEditors));
        Assert.Equal(("1689-09-06", "2022-09-07"), (events[0].Date.Iso, events[^1].Date.Iso));
        Assert.Equal("al-ghad", Assert.Single(events, one => one.IsUnverified).Key);
    }

    private static double Value(XElement element, string name) => double.Parse((string)element.Attribute(name)!, System.Globalization.CultureInfo.InvariantCulture);
}
