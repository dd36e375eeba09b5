using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Supplements;

/// <summary>A dated event that the essay mentions, or that the editor adds.</summary>
/// <param name="Key">The id on the page of the timeline.</param>
/// <param name="Text">What happened, in a sentence by the editor.</param>
public sealed record TimelineEvent(string Key, PartialDate Date, string Title, string Text)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The period that it belongs to. Each period has its own heading and is drawn to its own scale.</summary>
    public required string Period { get; init; }

    /// <summary>Whether the editor added it, because the essay does not mention it.</summary>
    public bool IsEditors { get; init; }

    /// <summary>The ids of the paragraphs that mention it, or that it helps to understand.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    public ImmutableArray<Source> Sources { get; init; } = [];

    /// <summary>Whether the essay is the only source for the date.</summary>
    public bool IsUnverified { get; init; }
}
