using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Supplements;

/// <summary>Something that happened on a known date and that the essay speaks of.</summary>
/// <param name="Key">The address on the timeline's page.</param>
/// <param name="Text">What happened, in a sentence of the editor's.</param>
public sealed record TimelineEvent(string Key, PartialDate Date, string Title, string Text)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The stretch of time it belongs to, which has a heading of its own and is drawn to a scale of its own.</summary>
    public required string Period { get; init; }

    /// <summary>The paragraphs that speak of it.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    public ImmutableArray<Source> Sources { get; init; } = [];

    /// <summary>Whether the date rests on the essay alone.</summary>
    public bool IsUnverified { get; init; }
}
