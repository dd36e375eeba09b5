using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>How a footnote judges the words that refer to it. A footnote without a status confirms, explains or adds.</summary>
/// <param name="Name">For addresses and stylesheets.</param>
/// <param name="Label">The word that the footnote begins with, without its full stop.</param>
/// <param name="Plural">The name of several such footnotes.</param>
/// <param name="Meaning">What it means, in a sentence for readers.</param>
public sealed record FootnoteStatus(string Name, string Label, string Plural, string Meaning)
{
    public static readonly FootnoteStatus Correction = new(
        "correction", "Correction", "Corrections", "The text is wrong here. The footnote begins with what is right.")
    {
        Nouns = ("correction", "corrections"),
    };

    public static readonly FootnoteStatus Wording = new(
        "wording", "Wording", "Wording", "The sense has probably suffered in translation. The footnote gives the likely original wording.")
    {
        Nouns = ("on the wording", "on the wording"),
    };

    public static readonly FootnoteStatus Precision = new(
        "precision", "More precisely", "More precisely", "The text is mostly right. A date, name, term or emphasis should be more precise.");

    public static readonly FootnoteStatus Contested = new(
        "contested", "Contested", "Contested", "A judgement that well-informed people disagree about.")
    {
        Nouns = ("contested claim", "contested claims"),
    };

    public static readonly FootnoteStatus Unverified = new(
        "unverified", "Not verified", "Not verified", "We could not check this. The footnote says what is missing.")
    {
        Nouns = ("not verified", "not verified"),
    };

    /// <summary>The noun for one such footnote and for several, where a page counts them; <see langword="null"/> if pages do not count them.</summary>
    public (string One, string Several)? Nouns { get; private init; }

    /// <summary>All statuses in the order in which pages list them.</summary>
    public static readonly ImmutableArray<FootnoteStatus> All = [Correction, Wording, Precision, Contested, Unverified];

    /// <summary>The status with this label, or <see langword="null"/> when there is none.</summary>
    public static FootnoteStatus? Find(string label) => All.FirstOrDefault(status => status.Label == label);
}
