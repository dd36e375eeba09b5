using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Essays.Rendering;

namespace SinoRussia.Web.Annotations;

/// <summary>Annotations as the renderer wants them.</summary>
internal static class Painted
{
    public const string Reworded = "The text changed since you marked it";
    public const string Moved = "These words have moved since you marked them";

    /// <summary>The essay with all that its reader has in it.</summary>
    /// <param name="neighbours">Where the words of those used to stand that lost them.</param>
    /// <param name="found">What was looked for.</param>
    public static EssayHtml Html(Essay essay, IReadOnlyCollection<Annotation> mine, IReadOnlyDictionary<Guid, Element> neighbours, string pathBase, IReadOnlyList<Passage>? found = null) =>
        new(essay, From(mine, essay), pathBase)
        {
            Found = found ?? [],
            Lost = mine.Where(a => !a.IsLossDismissed && a.DeletedAt is null && neighbours.ContainsKey(a.Id)).CountBy(a => neighbours[a.Id].Id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };

    /// <summary>What a reader is told of a mark's words, or <see langword="null"/> when they are as they were.</summary>
    public static string? Told(Annotation annotation, Essay essay) => annotation.Anchor switch
    {
        { State: AnchorState.Moved, Passage: { } passage } => essay.TextOf(passage) == annotation.Target.Quote.Exact ? Moved : Reworded,
        _ => null,
    };

    /// <summary>Those that stand in the text, the oldest first.</summary>
    public static IReadOnlyList<Highlight> From(IEnumerable<Annotation> annotations, Essay essay) =>
    [
        .. annotations.Where(a => a.Anchor.Passage is not null && a.DeletedAt is null).OrderBy(a => a.CreatedAt).Select(a =>
            new Highlight(a.Id.ToString("D"), a.Anchor.Passage!.Value, NameOf(a.Colour), a.Note is not null) { Told = Told(a, essay) }), // null was filtered out
    ];

    public static string NameOf(HighlightColour colour) => colour.ToString().ToLowerInvariant();
}
