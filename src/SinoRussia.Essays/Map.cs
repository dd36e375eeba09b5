using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>A map that is drawn from places and lines.</summary>
/// <param name="Schematic">What in it is not exact.</param>
/// <param name="Text">The same in words, for those who cannot see it.</param>
public sealed record Map(string Title, string Schematic, ImmutableArray<Inline> Text)
{
    public ImmutableArray<MapPlace> Places { get; init; } = [];

    public ImmutableArray<MapLine> Lines { get; init; } = [];

    /// <summary>Where the points come from, besides the sources of the lines and those that the text cites.</summary>
    public ImmutableArray<Source> Sources { get; init; } = [];
}

/// <param name="Note">What it is; may be <see langword="null"/>.</param>
public sealed record MapPlace(string Name, MapPoint At, string? Note);

/// <summary>A line such as a frontier.</summary>
/// <param name="Key">The id on the page of the map.</param>
/// <param name="When">The time for which it holds, as the editor wrote it.</param>
/// <param name="Treaty">What fixed it; may be <see langword="null"/>.</param>
public sealed record MapLine(string Key, string Name, string When, string? Treaty)
{
    public ImmutableArray<MapPoint> Points { get; init; } = [];

    public ImmutableArray<Source> Sources { get; init; } = [];
}

/// <summary>A place on the earth, in degrees.</summary>
public readonly record struct MapPoint(double Latitude, double Longitude);
