namespace SinoRussia.Essays;

/// <summary>What a reader marked: the words, and where they stood in which revision.</summary>
/// <remarks>The two selectors are those of the W3C Web Annotation Data Model, §4.2.4 and §4.2.5.</remarks>
public sealed record Target
{
    public required TextQuoteSelector Quote { get; init; }

    /// <summary>Where the words stood in <see cref="Revision"/>; <see cref="TextPositionSelector.Unknown"/> when the maker did not say.</summary>
    public TextPositionSelector Position { get; init; } = TextPositionSelector.Unknown;

    /// <summary>The <see cref="Essay.Revision"/> that <see cref="Position"/> counts in, or <see langword="null"/> when the maker did not know it.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether these are its words, to a reader: white space and the style of quotes and dashes aside.</summary>
    public bool Quotes(string words) => Folding.SameToAReader(Quote.Exact, words);

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
            Position = Position.Passage is { } place && place.Length > before + after
                ? new TextPositionSelector(place.Start + before, place.End - after)
                : TextPositionSelector.Unknown,
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
    /// <summary>No place at all.</summary>
    public static TextPositionSelector Unknown => new();

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or <paramref name="end"/> does not lie behind it.</exception>
    public TextPositionSelector(int start, int end)
        : this()
    {
        var passage = new Passage(start, end); // refuses what is none
        (Start, End) = (passage.Start, passage.End);
    }

    /// <summary>The place that somebody else's numbers say, or <see cref="Unknown"/> when they are no passage.</summary>
    public static TextPositionSelector OrUnknown(int start, int end) => start >= 0 && end > start ? new(start, end) : Unknown;

    // For Unknown, and for rows that were stored before there was a rule: they are read as they are, and Passage ignores them.
    private TextPositionSelector()
    {
    }

    public int Start { get; private init; }

    public int End { get; private init; }

    /// <summary>The same as a passage, or <see langword="null"/> when it is none: <see cref="Unknown"/>, or an old row that says something else.</summary>
    public Passage? Passage => Start >= 0 && End > Start ? new Passage(Start, End) : null;
}
