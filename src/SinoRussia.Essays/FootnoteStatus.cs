using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>What a footnote makes of the words it stands on. A note without one confirms, explains or adds.</summary>
/// <param name="Name">For addresses and stylesheets.</param>
/// <param name="Label">As the note begins with it.</param>
/// <param name="Plural">What several such notes are called.</param>
/// <param name="Meaning">What it tells a reader.</param>
public sealed record FootnoteStatus(string Name, string Label, string Plural, string Meaning)
{
    public static readonly FootnoteStatus Correction = new(
        "correction", "Correction", "Corrections", "The text is wrong here; the note begins with what is right.");

    public static readonly FootnoteStatus Precision = new(
        "precision", "More precisely", "More precisely", "The text is right in the main; a date, name, term or emphasis needs refining.");

    public static readonly FootnoteStatus Contested = new(
        "contested", "Contested", "Contested", "A judgement on which informed people differ.");

    public static readonly FootnoteStatus Unverified = new(
        "unverified", "Not verified", "Not verified", "We could not check this; the note says what is missing.");

    /// <summary>In the order in which they are shown.</summary>
    public static readonly ImmutableArray<FootnoteStatus> All = [Correction, Precision, Contested, Unverified];

    /// <summary>The status that a note begins with when it begins with this word, or <see langword="null"/> when there is none such.</summary>
    public static FootnoteStatus? Find(string label) => All.FirstOrDefault(status => status.Label == label);
}
