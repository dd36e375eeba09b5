using System.Globalization;
using System.Xml.Linq;

namespace SinoRussia.Essays.Drawing;

/// <summary>Draws a map as SVG: lines, places, and a net of degrees. Degrees of longitude are as long as in the middle of the map.</summary>
/// <remarks>The lines are drawn from the last to the first, because a later frontier often runs where an earlier one did.</remarks>
public static class MapDrawing
{
    private const double Margin = 22;

    /// <summary>For a narrow page: places have the numbers of their list.</summary>
    public static string Narrow(Map map) => Draw("map-narrow", map, 344, (_, i) => $"{i + 1}");

    /// <summary>For a wide page: places have their names.</summary>
    public static string Wide(Map map) => Draw("map-wide", map, 640, (place, _) => place.Name);

    private static string Draw(string id, Map map, double width, Func<MapPlace, int, string> label)
    {
        ArgumentNullException.ThrowIfNull(map);
        var scale = new MapScale([.. map.Lines.SelectMany(line => line.Points), .. map.Places.Select(place => place.At)], width, Margin);
        return Svg.Drawing(
            id,
            $"map {id}",
            width,
            scale.Height,
            map.Title,
            "The text below the map says the same in words.",
            Net(scale, width),
            map.Lines.Index().Reverse().Select(line => Svg.Path($"line line-{line.Index}", line.Item.Points.Select(scale.At)).With("data-line", line.Item.Key)),
            Labels(map, scale, width, label))
            .ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Net(MapScale scale, double width) => Svg.Group(
        "net",
        Degrees(scale.South, scale.North).Select(degree => (Degree: degree, scale.At(new MapPoint(degree, scale.West)).Y)).Select(line => Svg.Group(
            "parallel",
            Svg.Line("degree", 0, line.Y, width, line.Y),
            Svg.Text("degree-name", 2, line.Y - 3, Named(line.Degree, 'N', 'S')))),
        Degrees(scale.West, scale.East).Select(degree => (Degree: degree, scale.At(new MapPoint(scale.South, degree)).X)).Select(line => Svg.Group(
            "meridian",
            Svg.Line("degree", line.X, 0, line.X, scale.Height),
            Svg.Text("degree-name", line.X + 3, scale.Height - 4, Named(line.Degree, 'E', 'W')))));

    // Every fifth degree, or fewer where the map shows many.
    private static IEnumerable<int> Degrees(double from, double to)
    {
        var step = (to - from) switch { > 120 => 45, > 60 => 20, > 25 => 10, _ => 5 };
        for (var degree = (int)Math.Ceiling(from / step) * step; degree <= to; degree += step)
        {
            yield return degree;
        }
    }

    private static string Named(int degree, char positive, char negative) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(degree)}°{(degree == 0 ? "" : degree > 0 ? positive : negative)}");

    // A label is where it covers no dot and no other label: at the right, at the left, below or above its dot.
    private static IEnumerable<XElement> Labels(Map map, MapScale scale, double width, Func<MapPlace, int, string> label)
    {
        const double letter = 6.8, high = 15, away = 7;
        var taken = map.Places.Select(place => scale.At(place.At)).Select(dot => (Left: dot.X - 4, Top: dot.Y - 4, Right: dot.X + 4, Bottom: dot.Y + 4)).ToList();
        foreach (var (i, place) in map.Places.Index())
        {
            var (x, y) = scale.At(place.At);
            var (words, wide) = (label(place, i), label(place, i).Length * letter);
            (double Left, double Top)[] choices = [(x + away, y - (high / 2)), (x - away - wide, y - (high / 2)), (x - (wide / 2), y + 4), (x - (wide / 2), y - high - 4), (x + away, y + 2), (x + away, y - high - 2), (x - away - wide, y + 2), (x - away - wide, y - high - 2)];
            var (left, top) = choices.FirstOrDefault(IsFree, choices[0]);
            taken.Add((left, top, left + wide, top + high));
            yield return Svg.Group(
                "place",
                Svg.Circle("dot", x, y, 3.5),
                Svg.Text("name", left + (wide / 2), top + (high * 0.75), words, "middle"));

            bool IsFree((double Left, double Top) at) =>
                at.Left >= 0 && at.Left + wide <= width && at.Top >= 0 && at.Top + high <= scale.Height
                && taken.TrueForAll(other => at.Left + wide <= other.Left || other.Right <= at.Left || at.Top + high <= other.Top || other.Bottom <= at.Top);
        }
    }
}
