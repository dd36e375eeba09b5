using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays;

/// <summary>Words of the essay beside the words that they render.</summary>
/// <param name="Key">The id on the page of parallels.</param>
/// <param name="Paragraph">The id of the paragraph.</param>
/// <param name="Here">The words, exactly as in the paragraph.</param>
/// <param name="Original">The words of the original.</param>
public sealed record Parallel(string Key, string Paragraph, string Here, string Original)
{
    /// <summary>The line of its file in which it begins, counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The language of the original as a BCP 47 tag, or <see langword="null"/> when it is that of the essay.</summary>
    public string? Language { get; init; }

    /// <summary>The editor's comment; may be empty.</summary>
    public ImmutableArray<Inline> Comment { get; init; } = [];

    /// <summary>Where the original is, besides the sources that the comment cites.</summary>
    public ImmutableArray<Source> Sources { get; init; } = [];
}
