using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a page shows of an annotation in the text.</summary>
/// <param name="ChangeNotice">What a reader is told of its words, or <see langword="null"/> when they are as they were.</param>
internal sealed record Mark(Guid Id, Passage Passage, HighlightColour Colour, bool HasNote, DateTimeOffset CreatedAt, string? ChangeNotice)
{
    /// <param name="annotation">One that stands in the text.</param>
    public static Mark Of(Annotation annotation, Essay essay) =>
        new(annotation.Id, annotation.Anchor.Passage!.Value, annotation.Colour, annotation.Note is not null, annotation.CreatedAt, HighlightMapping.ChangeNotice(annotation, essay)); // as the caller says
}

/// <param name="Marks">The oldest first.</param>
/// <param name="Detached">How many lost their words beside each element, by its id.</param>
internal sealed record MarksInText(IReadOnlyList<Mark> Marks, IReadOnlyDictionary<string, int> Detached)
{
    public static readonly MarksInText None = new([], new Dictionary<string, int>(StringComparer.Ordinal));

    /// <summary>The oldest first; one order for all, whoever asks.</summary>
    public static int ByAge(Mark one, Mark other) => (one.CreatedAt, one.Passage.Start, one.Id).CompareTo((other.CreatedAt, other.Passage.Start, other.Id));
}
