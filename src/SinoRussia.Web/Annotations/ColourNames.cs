using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>The reader's names for the colours, as they gave them.</summary>
internal sealed class ColourNames(IReadOnlyDictionary<HighlightColour, string> own)
{
    public static readonly ColourNames None = new(new Dictionary<HighlightColour, string>());

    public static IReadOnlyList<HighlightColour> Colours { get; } = Enum.GetValues<HighlightColour>();

    /// <summary>The reader's name for it, or <see langword="null"/>.</summary>
    public string? Own(HighlightColour colour) => own.GetValueOrDefault(colour);

    /// <summary>The reader's name for it, or else its plain name.</summary>
    public string Of(HighlightColour colour) => Own(colour) ?? colour.ToString();

    /// <summary>What marking in it is called.</summary>
    public string ActOf(HighlightColour colour) => colour == HighlightColour.Underline
        ? $"Underline{(Own(colour) is { } name ? $" ({name})" : "")}"
        : $"Highlight in {InWords(colour)}";

    /// <summary>The same with the plain name beside it, for those who see no colour.</summary>
    public string InWords(HighlightColour colour) => Own(colour) is { } name ? $"{HighlightMapping.CssName(colour)} ({name})" : HighlightMapping.CssName(colour);
}
