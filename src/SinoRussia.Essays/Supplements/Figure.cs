using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Supplements;

/// <summary>Values that the essay quotes or relies on, shown as a chart and a table.</summary>
/// <param name="Key">Its id on the page of figures.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Text">What the chart shows, and cautions.</param>
public sealed record Figure(string Key, FigureKind Kind, string Title, string Unit, string Text)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The heading of the table's first column, such as "Year".</summary>
    public required string Along { get; init; }

    /// <summary>The ids of the paragraphs that quote it.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    /// <summary>The id of the paragraph under which the essay's page shows it, or <see langword="null"/>.</summary>
    public string? Under { get; init; }

    /// <summary>The series; all have values at the same points in the same order.</summary>
    public ImmutableArray<Series> Series { get; init; } = [];

    /// <summary>The points of the values, such as years, parts of years or countries.</summary>
    public IEnumerable<string> Points => Series[0].Values.Select(value => value.At);

    /// <summary>The sources of all values, each once.</summary>
    public IEnumerable<Source> Sources => Series.SelectMany(series => series.Values).SelectMany(value => value.Sources).Distinct();
}

public enum FigureKind
{
    Bars,
    Lines,
}

/// <summary>One series of a figure's values.</summary>
public sealed record Series(string Name, ImmutableArray<FigureValue> Values);

/// <summary>The value of a series at one point, and how it is known.</summary>
/// <param name="At">The point.</param>
/// <param name="Amount">The value, or <see langword="null"/> where no source gives one.</param>
public sealed record FigureValue(string At, decimal? Amount)
{
    /// <summary>Whether the editor calculated it from reported values.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Whether it covers only a part of a point's period, such as some months of a year.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How it was calculated, why it is missing, or another remark; may be <see langword="null"/>.</summary>
    public string? Remark { get; init; }

    public ImmutableArray<Source> Sources { get; init; } = [];
}
