namespace SinoRussia.Essays.Linking;

/// <summary>A line of the essay's page, as a browser searches it: a text fragment without a range never matches across its ends.</summary>
/// <param name="Text">The text that a browser searches.</param>
/// <param name="Start">Where the first <paramref name="Length"/> characters are in <see cref="Essay.Text"/>, in UTF-16 code units;
/// <see langword="null"/> for a line that is not part of it.</param>
/// <param name="Length">How many UTF-16 code units are text of the essay. Apparatus follows them.</param>
/// <param name="IsCertain">Whether it is shown in every layout and to every reader.</param>
public sealed record PageLine(string Text, int? Start, int Length, bool IsCertain)
{
    internal bool Touches(Passage passage) => Start is { } start && start < passage.End && passage.Start < start + Length;
}
