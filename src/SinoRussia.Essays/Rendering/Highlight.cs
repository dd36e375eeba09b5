namespace SinoRussia.Essays.Rendering;

/// <summary>A highlighted passage.</summary>
/// <param name="Id">Its id on the page: letters, digits and hyphens.</param>
/// <param name="Passage">The passage, in offsets of <see cref="Essay.Text"/>.</param>
/// <param name="Colour">The name of its colour in the stylesheet.</param>
/// <param name="HasNote">Whether the reader wrote a note on it.</param>
public sealed record Highlight(string Id, Passage Passage, string Colour, bool HasNote)
{
    /// <summary>A notice for the reader, such as that the words changed since they marked them; <see langword="null"/> for none.</summary>
    public string? ChangeNotice { get; init; }
}
