using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>The reader's own names for the colours.</summary>
internal sealed class ColourNames(IReadOnlyDictionary<HighlightColour, string> own)
{
    public static readonly ColourNames None = new(new Dictionary<HighlightColour, string>());

    public static IReadOnlyList<HighlightColour> Colours { get; } = Enum.GetValues<HighlightColour>();

    /// <summary>The reader's name for it, or <see langword="null"/>.</summary>
    public string? Own(HighlightColour colour) => own.GetValueOrDefault(colour);

    /// <summary>The reader's name for it, or its default name.</summary>
    public string Of(HighlightColour colour) => Own(colour) ?? colour.ToString();

    /// <summary>The label of the command that marks in this colour.</summary>
    public string ActOf(HighlightColour colour) => colour == HighlightColour.Underline
        ? $"Underline{(Own(colour) is { } name ? $" ({name})" : "")}"
        : $"Highlight in {InWords(colour)}";

    /// <summary>The default name with the reader's name beside it, for readers who cannot see the colour.</summary>
    public string InWords(HighlightColour colour) => Own(colour) is { } name ? $"{HighlightMapping.CssName(colour)} ({name})" : HighlightMapping.CssName(colour);
}
