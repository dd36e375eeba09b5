using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a page shows of an annotation in the text.</summary>
/// <param name="ChangeNotice">What the reader is told about a change to the words, or <see langword="null"/> if there is none.</param>
internal sealed record Mark(Guid Id, Passage Passage, HighlightColour Colour, bool HasNote, DateTimeOffset CreatedAt, string? ChangeNotice)
{
    /// <param name="annotation">One that has a place in the text.</param>
    public static Mark Of(Annotation annotation, Essay essay) =>
        new(annotation.Id, annotation.Anchor.Passage!.Value, annotation.Colour, annotation.Note is not null, annotation.CreatedAt, HighlightMapping.ChangeNotice(annotation, essay)); // callers pass only annotations with a passage
}

/// <param name="Marks">Oldest first.</param>
/// <param name="Detached">How many detached annotations each element has beside it, by element id.</param>
internal sealed record MarksInText(IReadOnlyList<Mark> Marks, IReadOnlyDictionary<string, int> Detached)
{
    public static readonly MarksInText None = new([], new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>Oldest first. Everything that sorts marks uses this order.</summary>
    public static int ByAge(Mark one, Mark other) => (one.CreatedAt, one.Passage.Start, one.Id).CompareTo((other.CreatedAt, other.Passage.Start, other.Id));
}
