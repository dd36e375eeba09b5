using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>What a reader sent and could not be saved; the form shows it again.</summary>
/// <param name="Colour"><see langword="null"/> when no existing colour was chosen.</param>
/// <param name="Tags"><see langword="null"/> when the form had no tags field.</param>
internal sealed record Draft(string? Note, HighlightColour? Colour = null, IReadOnlyList<string>? Tags = null);

/// <summary>The tags field of a form.</summary>
/// <param name="Key">Keeps the ids of several forms on one page apart.</param>
internal sealed record TagsField(string Key, IReadOnlyList<string> Tags);
