using System.Collections.Immutable;

namespace SinoRussia.Essays.Supplements;

/// <summary>A place or a subject in the index, or a person whom only footnotes name. Other people are in it from their own list.</summary>
/// <param name="Key">The id on the page of the index.</param>
public sealed record IndexTerm(string Key, string Term)
{
    public IndexKind Kind { get; init; } = IndexKind.Subject;

    /// <summary>The words that are looked for in the essay and its footnotes.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The ids of paragraphs that are about it without these words.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    /// <summary>The labels of footnotes that are about it without these words.</summary>
    public ImmutableArray<string> Footnotes { get; init; } = [];

    /// <summary>The keys of related terms and people.</summary>
    public ImmutableArray<string> See { get; init; } = [];
}

public enum IndexKind
{
    Person,
    Place,
    Subject,
}
