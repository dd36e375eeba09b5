using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using SinoRussia.Essays.Drawing;

namespace SinoRussia.Essays.Tests.Supplements;

public sealed class MapTests
{
    private static readonly Gen<MapPoint> Points = Gen.Select(Gen.Int[-90, 90], Gen.Int[-180, 180], (latitude, longitude) => new MapPoint(latitude, longitude));

    [Fact]
    public void Any_points_are_drawn_inside_the_map_with_north_above_and_east_at_the_right() => Gen.Select(Points.Array[1, 12], Points.Array[2, 12]).Sample((places, line) =>
    {
        var map = new Map("M", "S", []) { Places = [.. places.Select((at, i) => new MapPlace($"Place {i}", at, null))], Lines = [new MapLine("l", "L", "today", null) { Points = [.. line] }] };
        foreach (var svg in new[] { XElement.Parse(MapDrawing.Narrow(map)), XElement.Parse(MapDrawing.Wide(map)) })
        {
            var dots = svg.Descendants("circle").Select(dot => (X: Number(dot, "cx"), Y: Number(dot, "cy"))).ToList();
            Assert.All(dots, dot => Assert.True(dot.X >= 0 && dot.X <= Number(svg, "width") && dot.Y >= 0 && dot.Y <= Number(svg, "height"), $"{dot}"));
            Assert.All(places.Zip(dots).SelectMany(one => places.Zip(dots).Select(other => (one, other))), pair =>
            {
                Assert.True(pair.one.First.Latitude <= pair.other.First.Latitude || pair.one.Second.Y < pair.other.Second.Y);
                Assert.True(pair.one.First.Longitude <= pair.other.First.Longitude || pair.one.Second.X > pair.other.Second.X);
            });
        }
    });

    [Fact]
    public void A_narrow_map_has_the_numbers_of_its_list_and_a_wide_one_has_names()
    {
        var map = new Map("M", "S", []) { Places = [new MapPlace("Albazin", new MapPoint(53.4, 124.1), null), new MapPlace("Beijing", new MapPoint(39.9, 116.4), null)] };

        Assert.Equal(["1", "2"], NamesIn(MapDrawing.Narrow(map)));
        Assert.Equal(["Albazin", "Beijing"], NamesIn(MapDrawing.Wide(map)));
    }

    private static IEnumerable<string> NamesIn(string svg) => XElement.Parse(svg).Descendants("text").Where(text => (string?)text.Attribute("class") == "name").Select(text => text.Value);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
