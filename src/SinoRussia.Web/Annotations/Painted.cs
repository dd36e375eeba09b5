using SinoRussia.Essays.Rendering;

namespace SinoRussia.Web.Annotations;

/// <summary>Annotations as the renderer wants them.</summary>
internal static class Painted
{
    /// <summary>Those that stand in the text, the oldest first.</summary>
    public static IReadOnlyList<Highlight> From(IEnumerable<Annotation> annotations) =>
    [
        .. annotations.Where(a => a.Anchor.Passage is not null && a.DeletedAt is null).OrderBy(a => a.CreatedAt).Select(a =>
            new Highlight(a.Id.ToString("D"), a.Anchor.Passage!.Value, NameOf(a.Colour), a.Note is not null)), // null was filtered out
    ];

    public static string NameOf(HighlightColour colour) => colour.ToString().ToLowerInvariant();
}
