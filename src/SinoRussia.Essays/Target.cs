namespace SinoRussia.Essays;

/// <summary>A passage that a reader marked: its words, and its position in a revision.</summary>
/// <remarks>The two selectors are those of the W3C Web Annotation Data Model, §4.2.4 and §4.2.5.</remarks>
public sealed record Target
{
    public required TextQuoteSelector Quote { get; init; }

    /// <summary>The position in <see cref="Revision"/>; <see cref="TextPositionSelector.Unknown"/> when it was not given.</summary>
    public TextPositionSelector Position { get; init; } = TextPositionSelector.Unknown;

    /// <summary>The <see cref="Essay.Revision"/> that <see cref="Position"/> belongs to, or <see langword="null"/> when it is not known.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether these are its words, apart from white space and the style of quotes and dashes.</summary>
    public bool Quotes(string words) => Folding.SameToAReader(Quote.Exact, words);

    /// <summary>The same target without white space at its ends, which goes to the prefix and suffix. A target of only white space stays as it is.</summary>
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
            Position = Position.Passage is { } place && place.Length > before + after
                ? new TextPositionSelector(place.Start + before, place.End - after)
                : TextPositionSelector.Unknown,
        };
    }
}

/// <summary>A passage by its words and the text before and behind them.</summary>
public sealed record TextQuoteSelector
{
    /// <summary>The length of the prefix and the suffix in our own selectors, in UTF-16 code units. Selectors of others may have any length.</summary>
    public const int ContextLength = 32;

    public required string Exact { get; init; }

    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";
}

/// <summary>A passage by its offsets in UTF-16 code units; the end is exclusive.</summary>
public sealed record TextPositionSelector
{
    /// <summary>The position of a passage whose offsets are not known.</summary>
    public static TextPositionSelector Unknown => new();

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or <paramref name="end"/> is not greater.</exception>
    public TextPositionSelector(int start, int end)
        : this()
    {
        var passage = new Passage(start, end); // throws for offsets that are no passage
        (Start, End) = (passage.Start, passage.End);
    }

    /// <summary>The position with these offsets, or <see cref="Unknown"/> when they are no passage.</summary>
    public static TextPositionSelector OrUnknown(int start, int end) => start >= 0 && end > start ? new(start, end) : Unknown;

    // For Unknown, and for old rows whose offsets were never checked: they are read as they are, and Passage is null for them.
    private TextPositionSelector()
    {
    }

    public int Start { get; private init; }

    public int End { get; private init; }

    /// <summary>The same as a passage, or <see langword="null"/> when the offsets are none.</summary>
    public Passage? Passage => Start >= 0 && End > Start ? new Passage(Start, End) : null;
}
