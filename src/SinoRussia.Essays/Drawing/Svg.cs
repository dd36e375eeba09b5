using System.Globalization;
using System.Xml.Linq;

namespace SinoRussia.Essays.Drawing;

/// <summary>Makes the SVG elements of our drawings. Elements have classes; the stylesheet has the colours.</summary>
internal static class Svg
{
    /// <summary>A drawing with a title and a description for assistive technology. Its coordinates are CSS pixels at its natural size.</summary>
    public static XElement Drawing(string id, string classes, double width, double height, string title, string description, params IEnumerable<object?> content) => new(
        "svg",
        new XAttribute("class", $"drawing {classes}"),
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("role", "group"),
        new XAttribute("aria-labelledby", $"{id}-title"),
        new XAttribute("aria-describedby", $"{id}-desc"),
        new XElement("title", new XAttribute("id", $"{id}-title"), title),
        new XElement("desc", new XAttribute("id", $"{id}-desc"), description),
        content);

    public static XElement Group(string classes, params IEnumerable<object?> content) => new("g", new XAttribute("class", classes), content);

    public static XElement Line(string classes, double x1, double y1, double x2, double y2) => new(
        "line",
        new XAttribute("class", classes),
        new XAttribute("x1", Number(x1)),
        new XAttribute("y1", Number(y1)),
        new XAttribute("x2", Number(x2)),
        new XAttribute("y2", Number(y2)));

    public static XElement Path(string classes, params IEnumerable<(double X, double Y)> points) => new(
        "path",
        new XAttribute("class", classes),
        new XAttribute("d", "M" + string.Join('L', points.Select(point => $"{Number(point.X)} {Number(point.Y)}"))));

    public static XElement Rectangle(string classes, double x, double y, double width, double height) => new(
        "rect",
        new XAttribute("class", classes),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)));

    public static XElement Circle(string classes, double x, double y, double radius) => new(
        "circle",
        new XAttribute("class", classes),
        new XAttribute("cx", Number(x)),
        new XAttribute("cy", Number(y)),
        new XAttribute("r", Number(radius)));

    /// <param name="anchor">Which part of the text is at <paramref name="x"/>: <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public static XElement Text(string classes, double x, double y, string text, string anchor = "start") => new(
        "text",
        new XAttribute("class", classes),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor),
        text);

    public static XElement With(this XElement element, string name, object value)
    {
        element.SetAttributeValue(name, value);
        return element;
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
