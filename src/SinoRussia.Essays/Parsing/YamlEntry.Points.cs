using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>The points of a map.</summary>
internal sealed partial class YamlEntry
{
    /// <summary>A point such as <c>[53.3, 121.5]</c>, latitude and longitude in degrees; <see langword="null"/> when there is none.</summary>
    public MapPoint? Point(string name) => unread.Remove(name, out var entry) ? PointOf(entry.Value) : null;

    /// <summary>A list of points.</summary>
    public ImmutableArray<MapPoint> Points(string name)
    {
        if (!unread.Remove(name, out var entry))
        {
            return [];
        }

        if (entry.Value is YamlSequenceNode list)
        {
            return [.. list.Children.Select(PointOf).OfType<MapPoint>()];
        }

        faults.Add(entry.Line, $"{what}: '{name}' is not a list.");
        return [];
    }

    private MapPoint? PointOf(YamlNode node)
    {
        if (node is YamlSequenceNode { Children: [YamlScalarNode first, YamlScalarNode second] }
            && Degrees(first.Value, 90) is { } latitude && Degrees(second.Value, 180) is { } longitude)
        {
            return new MapPoint(latitude, longitude);
        }

        faults.Add(above + (int)node.Start.Line, $"{what}: a point is [latitude, longitude] in degrees, such as [53.3, 121.5].");
        return null;
    }

    private static double? Degrees(string? text, double most) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= (decimal)most
            ? (double)degrees
            : null;
}
