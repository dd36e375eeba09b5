namespace SinoRussia.Essays;

/// <summary>What a reader marked: the words, and where they stood in which revision.</summary>
/// <remarks>The two selectors are those of the W3C Web Annotation Data Model, §4.2.4 and §4.2.5.</remarks>
public sealed record Target
{
    public required TextQuoteSelector Quote { get; init; }

    public required TextPositionSelector Position { get; init; }

    /// <summary>The <see cref="Essay.Revision"/> that <see cref="Position"/> counts in, or <see langword="null"/> when the maker did not know it.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether these are its words, to a reader: white space and the style of quotes and dashes aside.</summary>
    public bool Says(string words) => Anchors.Folding.SameToAReader(Quote.Exact, words);

    /// <summary>The same without the white space that a careless selection takes along at its ends; white space alone stays as it is.</summary>
    public Target Trimmed()
    {
        var exact = Quote.Exact;
        var words = exact.Trim();
        if (words.Length == exact.Length || words.Length == 0)
        {
            return this;
        }

        var before = exact.Length - exact.TrimStart().Length;
        var after = exact.Length - before - words.Length;
        return this with
        {
            Quote = new TextQuoteSelector { Exact = words, Prefix = Quote.Prefix + exact[..before], Suffix = exact[^after..] + Quote.Suffix },
            Position = new TextPositionSelector { Start = Position.Start + before, End = Position.End - after },
        };
    }
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
