namespace SinoRussia.Essays;

/// <summary>A stretch of <see cref="Essay.Text"/> in UTF-16 code units: <see cref="End"/> is exclusive, and it is never empty.</summary>
public readonly record struct Passage
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or <paramref name="end"/> is not greater.</exception>
    public Passage(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        Start = start;
        End = end;
    }

    public int Start { get; }

    public int End { get; }

    public int Length => End - Start;

    public bool Overlaps(Passage other) => Start < other.End && other.Start < End;

    public bool Contains(Passage other) => Start <= other.Start && other.End <= End;
}
