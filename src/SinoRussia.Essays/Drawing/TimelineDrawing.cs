using System.Xml.Linq;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Drawing;

/// <summary>Draws events as SVG along a vertical ruler with their labels beside it. The scale is broken between periods.</summary>
public static class TimelineDrawing
{
    private const double Ruler = 46;
    private const double Break = 38;

    /// <summary>For a narrow page: all labels on the right, each of two lines.</summary>
    public static string Narrow(IReadOnlyList<TimelineEvent> events) => Draw("timeline-narrow", events, new Layout(320, 0, 42, 31, IsTwoSided: false));

    /// <summary>For a wide page: labels on alternate sides.</summary>
    public static string Wide(IReadOnlyList<TimelineEvent> events) => Draw("timeline-wide", events, new Layout(920, (920 - Ruler) / 2, 46, 48, IsTwoSided: true));

    private static string Draw(string id, IReadOnlyList<TimelineEvent> events, Layout layout)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return "";
        }

        var scale = new TimeScale(events, layout.PerEvent, Break);
        var height = scale.Length + layout.Row;
        var top = layout.Row / 2;
        return Svg.Drawing(
            id,
            $"timeline {id}",
            layout.Width,
            height,
            $"{events.Count} events, {events[0].Date.Year}–{events[^1].Date.Year}",
            "Events along a ruler of time, the earliest at the top. Each period has a scale of its own; double strokes mark where the scale breaks. The list that follows says the same in words.",
            RulerOf(scale, layout, top),
            Sides(events, layout).SelectMany(side => Labels(side.Events, side.IsLeft, scale, layout, top, height)))
            .ToString(SaveOptions.DisableFormatting);
    }

    private static IEnumerable<(bool IsLeft, IReadOnlyList<TimelineEvent> Events)> Sides(IReadOnlyList<TimelineEvent> events, Layout layout) => layout.IsTwoSided
        ? [(true, [.. events.Where((_, i) => i % 2 == 0)]), (false, [.. events.Where((_, i) => i % 2 == 1)])]
        : [(false, events)];

    private static XElement RulerOf(TimeScale scale, Layout layout, double top)
    {
        var (left, right, middle) = (layout.RulerAt, layout.RulerAt + Ruler, layout.RulerAt + (Ruler / 2));
        var stretches = scale.Stretches.ToList();
        return Svg.Group(
            "ruler",
            stretches.Select(stretch => Svg.Rectangle("stretch", left, top + stretch.From, Ruler, stretch.To - stretch.From)),
            scale.Months.SelectMany(at => new[] { Svg.Line("month", left, top + at, left + 5, top + at), Svg.Line("month", right - 5, top + at, right, top + at) }),
            scale.Ticks.Select(tick => Svg.Group(
                "year",
                Svg.Line("tick", left, top + tick.At, left + 6, top + tick.At),
                Svg.Line("tick", right - 6, top + tick.At, right, top + tick.At),
                Svg.Text("year-name", middle, top + tick.At + 4, $"{tick.Year}", "middle"))),
            stretches.Skip(1).Select((stretch, i) => BreakAt(middle, top + ((stretches[i].To + stretch.From) / 2))));
    }

    private static XElement BreakAt(double x, double y) => Svg.Group(
        "break",
        Svg.Path("stroke", (x - 14, y + 1), (x + 14, y - 9)),
        Svg.Path("stroke", (x - 14, y + 9), (x + 14, y - 1)));

    private static IEnumerable<XElement> Labels(IReadOnlyList<TimelineEvent> events, bool isLeft, TimeScale scale, Layout layout, double top, double height)
    {
        var places = Spread.Apart([.. events.Select(one => top + scale.At(one.Date))], layout.Row, 0, height);
        var edge = isLeft ? layout.RulerAt : layout.RulerAt + Ruler;
        var outward = isLeft ? -1 : 1;
        return events.Select((one, i) =>
        {
            var (at, place) = (top + scale.At(one.Date), places[i]);
            var x = edge + (26 * outward);
            var anchor = isLeft ? "end" : "start";
            return new XElement(
                "a",
                new XAttribute("class", $"event{(one.IsUnverified ? " unverified" : "")}{(one.IsEditors ? " editors" : "")}"),
                new XAttribute("href", $"#{one.Key}"),
                new XAttribute("tabindex", "-1"), // keyboard users have the same links in the list below the drawing
                new XAttribute("data-date", one.Date.Iso),
                Svg.Path("leader", (edge, at), (edge + (6 * outward), at), (edge + (18 * outward), place), (edge + (22 * outward), place)),
                Svg.Circle("dot", edge, at, 4),
                Svg.Text("date", x, place - 4, one.IsUnverified ? $"{one.Date} (not verified)" : $"{one.Date}", anchor),
                Svg.Text("label", x, place + 12, Fitting(one.Title, layout), anchor));
        });
    }

    // Cuts a title that is too long, because SVG text does not wrap. The list below the drawing has the whole title.
    private static string Fitting(string title, Layout layout) => title.Length <= layout.Letters ? title : $"{UnicodeText.Start(title, layout.Letters - 1).TrimEnd()}…";

    /// <param name="Letters">How many letters of a title fit, in a wide typeface.</param>
    /// <param name="RulerAt">The left edge of the ruler.</param>
    /// <param name="Row">The height of a label.</param>
    private sealed record Layout(double Width, double RulerAt, double Row, int Letters, bool IsTwoSided)
    {
        public double PerEvent => IsTwoSided ? Row / 2 : Row;
    }
}
