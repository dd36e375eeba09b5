namespace SinoRussia.Essays;

/// <summary>What a reader marked: the words, and where they stood in which revision.</summary>
/// <remarks>The two selectors are those of the W3C Web Annotation Data Model, §4.2.4 and §4.2.5.</remarks>
public sealed record Target
{
    public required TextQuoteSelector Quote { get; init; }

    public required TextPositionSelector Position { get; init; }

    /// <summary>The <see cref="Essay.Revision"/> that <see cref="Position"/> counts in, or <see langword="null"/> when the maker did not know it.</summary>
    public string? Revision { get; init; }
}

/// <summary>A passage by its words and what stands before and behind them.</summary>
public sealed record TextQuoteSelector
{
    /// <summary>How much of the surroundings our own selectors carry, in UTF-16 code units.</summary>
    public const int ContextLength = 32;

    public required string Exact { get; init; }

    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";
}

/// <summary>A passage by its place, in UTF-16 code units; the end is exclusive.</summary>
public sealed record TextPositionSelector
{
    public required int Start { get; init; }

    public required int End { get; init; }
}
