using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>An entry of a list of short texts beside the essay: the history of a word, a later event, a question for a seminar.</summary>
/// <param name="Key">The id on its page.</param>
/// <param name="Title">Its heading; empty for a question, which is only a text.</param>
/// <param name="Text">One paragraph.</param>
public sealed record TextEntry(string Key, string Title, ImmutableArray<Inline> Text)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    public PartialDate? Date { get; init; }

    /// <summary>The ids of the paragraphs that it belongs to.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    /// <summary>The sources that are listed with it, besides those that its text cites.</summary>
    public ImmutableArray<Source> Sources { get; init; } = [];
}
