using System.Globalization;
using System.Xml.Linq;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Drawing;

/// <summary>Draws a figure's values as SVG. Every value is written beside its mark, so there is no axis.</summary>
/// <remarks>Reported values have filled marks, derived ones outlined marks, and parts of a year a diamond outside of the line. Series differ by
/// the shape of their marks and the pattern of their lines, never by colour alone.</remarks>
public static class Chart
{
    private const double Width = 344; // in CSS pixels: scaled to the 320 px of a narrow page, its text is still 11 px high
    private const double Top = 38;
    private const double Plot = 160;
    private const double Bottom = 36;

    /// <param name="figure">What to draw.</param>
    /// <param name="id">The first part of the ids in the drawing.</param>
    public static string Of(Figure figure, string id)
    {
        ArgumentNullException.ThrowIfNull(figure);
        string[] points = [.. figure.Points];
        var highest = (double)figure.Series.SelectMany(series => series.Values).Max(value => value.Amount ?? 0);
        var room = new Room([.. figure.Series[0].Values.Select(value => value.IsPartial ? 1.35 : 1)], highest > 0 ? Plot / highest : 0);
        return Svg.Drawing(
            id,
            "chart",
            Width,
            Top + Plot + Bottom,
            $"{figure.Title}, {figure.Unit}",
            string.Join(' ', figure.Series.Select(series => Description(series, figure))),
            Svg.Line("base", 0, Top + Plot, Width, Top + Plot),
            points.Select((point, i) => Label(point, room.Middle(i))),
            figure.Kind == FigureKind.Bars
                ? figure.Series.SelectMany(series => series.Values.Select((value, i) => Bar(value, i, room)))
                : figure.Series.Select((series, number) => Run(series, number, room)))
            .ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>A value as the drawing and the table show it, with as many decimals as the series needs.</summary>
    public static string Print(Series series, decimal amount)
    {
        ArgumentNullException.ThrowIfNull(series);
        var decimals = series.Values.Max(value => value.Amount is { } one ? one.Scale : 0);
        return amount.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    private static string Description(Series series, Figure figure) =>
        $"{series.Name}: {string.Join(", ", series.Values.Select(value => value.Amount is { } amount ? $"{value.At} {Print(series, amount)}" : $"{value.At} no value"))}{(figure.Unit == "%" ? " per cent" : "")}.";

    private static IEnumerable<XElement> Label(string point, double x)
    {
        var cut = point.LastIndexOf(' ');
        string[] lines = cut < 0 ? [point] : [point[..cut], point[(cut + 1)..]];
        return lines.Select((line, i) => Svg.Text("point", x, Top + Plot + 16 + (14 * i), line, "middle"));
    }

    private static XElement? Bar(FigureValue value, int i, Room room)
    {
        if (value.Amount is not { } amount)
        {
            return null;
        }

        var (x, y, width) = (room.Middle(i), room.Height(amount), Math.Min(room.Step * 0.62, 60));
        return Mark(value, Svg.Rectangle("bar", x - (width / 2), y, width, Top + Plot - y), Svg.Text("value", x, y - 6, $"{amount}", "middle"));
    }

    private static XElement Run(Series series, int number, Room room)
    {
        var values = series.Values;
        var first = values.TakeWhile(value => value.Amount is null).Count();
        var name = first < values.Length ? Svg.Text("name", room.Middle(first) - 12, room.Height(values[first].Amount!.Value) - 25, series.Name) : null;
        return Svg.Group(
            $"series series-{number + 1}",
            Stretches(values).Select(stretch => Svg.Path("line", stretch.Select(i => (room.Middle(i), room.Height(values[i].Amount!.Value))))),
            name,
            values.Select((value, i) => value.Amount is { } amount
                ? Mark(value, Shape(value, number, room.Middle(i), room.Height(amount)), Svg.Text("value", room.Middle(i), room.Height(amount) - 9, Print(series, amount), "middle"))
                : null));
    }

    // The values that a line connects: neighbours, never across a gap, never a part of a year.
    private static IEnumerable<IReadOnlyList<int>> Stretches(IReadOnlyList<FigureValue> values)
    {
        var stretch = new List<int>();
        for (var i = 0; i <= values.Count; i++)
        {
            if (i < values.Count && values[i] is { Amount: not null, IsPartial: false })
            {
                stretch.Add(i);
                continue;
            }

            if (stretch.Count > 1)
            {
                yield return stretch;
            }

            stretch = [];
        }
    }

    private static XElement Shape(FigureValue value, int number, double x, double y) => (value.IsPartial, number % 2) switch
    {
        (true, _) => Svg.Path("mark", (x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y), (x, y - 5.5)),
        (_, 0) => Svg.Circle("mark", x, y, 4),
        _ => Svg.Rectangle("mark", x - 3.75, y - 3.75, 7.5, 7.5),
    };

    private static XElement Mark(FigureValue value, params XElement[] shapes) =>
        Svg.Group(value.IsDerived ? "datum derived" : "datum reported", shapes).With("data-at", value.At);

    /// <param name="Shares">The relative width of each point: the label of a part of a year is longer than that of a year.</param>
    /// <param name="PerUnit">The height of one unit of the values.</param>
    private sealed record Room(IReadOnlyList<double> Shares, double PerUnit)
    {
        private readonly double[] starts = Starts(Shares);
        private readonly double unit = Width / Shares.Sum();

        public double Step => unit;

        public double Middle(int i) => unit * (starts[i] + (Shares[i] / 2));

        public double Height(decimal amount) => Top + Plot - ((double)amount * PerUnit);

        private static double[] Starts(IReadOnlyList<double> shares)
        {
            var (starts, sum) = (new double[shares.Count], 0.0);
            for (var i = 0; i < starts.Length; i++)
            {
                starts[i] = sum;
                sum += shares[i];
            }

            return starts;
        }
    }
}
