namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the places and lines of a map.</summary>
internal static class MapParser
{
    private const int FewestPoints = 2; // of a line

    public static Map? Read(string yaml, ReferenceResolver references, Faults faults)
    {
        if (YamlEntry.In(yaml, "The map", faults) is not { } file)
        {
            return null;
        }

        var map = new Map(file.Required("title"), file.Required("schematic"), references.RequiredText(file, "text"))
        {
            Places = [.. file.Entries("places", "This place").Select(entry => ReadPlace(entry, faults)).OfType<MapPlace>()],
            Lines = [.. file.Entries("lines", "This line").Select(entry => ReadLine(entry, references, faults))],
            Sources = references.Sources(file, "sources"),
        };
        file.RefuseTheRest();
        if (map.Lines.IsEmpty && map.Places.IsEmpty)
        {
            faults.Add(1, "The map has neither 'places' nor 'lines'.");
        }

        return map;
    }

    private static MapPlace? ReadPlace(YamlEntry entry, Faults faults)
    {
        var name = entry.Required("name");
        var line = entry.LineOf("at");
        var at = entry.Point("at");
        var note = entry.Optional("note");
        entry.RefuseTheRest();
        if (at is null)
        {
            faults.Add(line, "This place needs 'at: [latitude, longitude]' in degrees.");
        }

        return at is { } point ? new MapPlace(name, point, note) : null;
    }

    private static MapLine ReadLine(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var key = references.Key(entry);
        var line = new MapLine(key, entry.Required("name"), entry.Required("when"), entry.Optional("treaty"))
        {
            Points = entry.Points("points"),
            Sources = references.Sources(entry, "sources"),
        };
        entry.RefuseTheRest();
        if (line.Points.Length < FewestPoints)
        {
            faults.Add(entry.Line, $"This line needs at least {FewestPoints} 'points', each [latitude, longitude].");
        }

        return line;
    }
}
