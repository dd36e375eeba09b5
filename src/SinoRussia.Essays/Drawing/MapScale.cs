namespace SinoRussia.Essays.Drawing;

/// <summary>Where points on the earth are in a drawing of a given width: an equirectangular projection, true in its middle parallel.</summary>
internal sealed class MapScale
{
    private const double Smallest = 0.5; // degrees: a map of a single point has a size, too
    private const double Tallest = 1.3; // times the width

    private readonly double shrink; // how much shorter a degree of longitude is than one of latitude
    private readonly double perDegree;

    public MapScale(IReadOnlyCollection<MapPoint> points, double width, double margin)
    {
        (South, North) = Around(points.Min(point => point.Latitude), points.Max(point => point.Latitude));
        (West, East) = Around(points.Min(point => point.Longitude), points.Max(point => point.Longitude));
        shrink = Math.Max(0.05, Math.Cos(double.DegreesToRadians((South + North) / 2)));
        var inner = width - (2 * margin);
        perDegree = Math.Min(inner / ((East - West) * shrink), inner * Tallest / (North - South));
        var (wide, high) = ((East - West) * shrink * perDegree, (North - South) * perDegree);
        Height = high + (2 * margin);

        // What the map shows besides its points, at all edges.
        var (beside, above) = ((width - wide) / 2 / perDegree / shrink, margin / perDegree);
        (West, East, South, North) = (West - beside, East + beside, South - above, North + above);
    }

    public double South { get; }

    public double North { get; }

    public double West { get; }

    public double East { get; }

    public double Height { get; }

    public (double X, double Y) At(MapPoint point) => ((point.Longitude - West) * shrink * perDegree, (North - point.Latitude) * perDegree);

    private static (double From, double To) Around(double from, double to) =>
        to - from >= Smallest ? (from, to) : ((from + to - Smallest) / 2, (from + to + Smallest) / 2);
}
