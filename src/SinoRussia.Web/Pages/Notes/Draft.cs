using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>What a reader sent and could not be saved; it stays in the form.</summary>
/// <param name="Colour"><see langword="null"/> when none that exists was chosen.</param>
/// <param name="Tags"><see langword="null"/> when the form had no field for them.</param>
internal sealed record Draft(string? Note, HighlightColour? Colour = null, IReadOnlyList<string>? Tags = null);

/// <summary>The field for tags, as a form shows it.</summary>
/// <param name="Key">Tells the fields of several forms on one page apart.</param>
internal sealed record TagsField(string Key, IReadOnlyList<string> Tags);
