namespace SinoRussia.Essays.Linking;

/// <summary>A stretch of the essay's page that a browser searches as one: it never finds words across its ends.</summary>
/// <param name="Text">What a browser sees of it.</param>
/// <param name="Start">Where the first <paramref name="Length"/> characters stand in <see cref="Essay.Text"/>, in UTF-16 code units;
/// <see langword="null"/> for what is not counted.</param>
/// <param name="Length">How many characters are counted text, in UTF-16 code units. What follows them is apparatus.</param>
/// <param name="IsCertain">Whether it shows in every layout, to every reader.</param>
public sealed record PageLine(string Text, int? Start, int Length, bool IsCertain)
{
    internal bool Touches(Passage passage) => Start is { } start && start < passage.End && passage.Start < start + Length;
}
