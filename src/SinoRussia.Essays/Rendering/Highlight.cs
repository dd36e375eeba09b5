namespace SinoRussia.Essays.Rendering;

/// <summary>A passage to be painted.</summary>
/// <param name="Id">What the page calls it: letters, digits and hyphens.</param>
/// <param name="Passage">Where it stands.</param>
/// <param name="Colour">The name of its dress in the stylesheet.</param>
/// <param name="HasNote">Whether words were written on it.</param>
public sealed record Highlight(string Id, Passage Passage, string Colour, bool HasNote)
{
    /// <summary>What a reader is told of its words, such as that they changed since; <see langword="null"/> when there is nothing to tell.</summary>
    public string? ChangeNotice { get; init; }
}
