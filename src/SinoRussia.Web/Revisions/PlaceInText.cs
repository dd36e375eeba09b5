using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Where an annotation stands in the order of the text. Detached ones come last.</summary>
/// <param name="Start">UTF-16 offset in the essay; <see langword="null"/> if it is detached.</param>
/// <param name="Marked">UTF-16 offset in the revision in which the words were marked.</param>
internal readonly record struct PlaceInText(int? Start, int Marked, DateTimeOffset CreatedAt)
{
    /// <summary>The key to sort by.</summary>
    public (bool IsDetached, int Start, DateTimeOffset CreatedAt) Order => (Start is null, Start ?? Marked, CreatedAt);

    public static PlaceInText Of(Annotation annotation) => new(annotation.Anchor.Start, annotation.Target.Position.Start, annotation.CreatedAt);
}
