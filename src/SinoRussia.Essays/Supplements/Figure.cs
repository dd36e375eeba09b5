using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Supplements;

/// <summary>Figures that the essay quotes or leans on, in a drawing and a table.</summary>
/// <param name="Key">The address on the figures' page.</param>
/// <param name="Unit">What the values count.</param>
/// <param name="Text">What is to be seen, and what to beware of.</param>
public sealed record Figure(string Key, FigureKind Kind, string Title, string Unit, string Text)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>What the first column of the table is called: what the values are values of.</summary>
    public required string Along { get; init; }

    /// <summary>The paragraphs that quote it.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    /// <summary>The paragraph under which the essay's page shows it, or <see langword="null"/>.</summary>
    public string? Under { get; init; }

    /// <summary>All have their values at the same points, in the same order.</summary>
    public ImmutableArray<Series> Series { get; init; } = [];

    /// <summary>Where the values stand: years, parts of years, countries.</summary>
    public IEnumerable<string> Points => Series[0].Values.Select(value => value.At);

    /// <summary>Everything that any value rests on, each once.</summary>
    public IEnumerable<Source> Sources => Series.SelectMany(series => series.Values).SelectMany(value => value.Sources).Distinct();
}

public enum FigureKind
{
    Bars,
    Lines,
}

/// <summary>One run of values of a figure.</summary>
public sealed record Series(string Name, ImmutableArray<FigureValue> Values);

/// <summary>What one series has at one point, and how it is known.</summary>
/// <param name="At">The point.</param>
/// <param name="Amount"><see langword="null"/> where there is nothing to show: a gap, never a guess.</param>
public sealed record FigureValue(string At, decimal? Amount)
{
    /// <summary>Whether it is our division of reported values rather than a reported value itself.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Whether it covers a part of what its neighbours cover, and so stands apart from them.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How it was derived, or why it is missing.</summary>
    public string? Remark { get; init; }

    public ImmutableArray<Source> Sources { get; init; } = [];
}
