using System.Collections.Frozen;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Turns annotations into the renderer's highlights.</summary>
internal static class HighlightMapping
{
    public const string Reworded = "The text changed since you marked it";
    private static readonly FrozenDictionary<HighlightColour, string> Names =
        Enum.GetValues<HighlightColour>().ToFrozenDictionary(colour => colour, colour => colour.ToString().ToLowerInvariant());

    public const string Moved = "These words have moved since you marked them";

    /// <summary>The essay with its reader's highlights.</summary>
    /// <param name="found">The search hits, or the words that the page's address names.</param>
    /// <param name="foundClass">The class of their <c>mark</c> elements.</param>
    /// <param name="footnotesPage">The page with the editor's notes, if they are on another page.</param>
    public static EssayHtml Render(Essay essay, MarksInText mine, string pathBase, IReadOnlyList<Passage>? found = null, string foundClass = "found", string footnotesPage = "") =>
        new(essay, [.. mine.Marks.Select(mark => new Highlight(mark.Id.ToString("D"), mark.Passage, CssName(mark.Colour), mark.HasNote) { ChangeNotice = mark.ChangeNotice })], new EssayLinks(pathBase))
        {
            Found = found ?? [],
            FoundClass = foundClass,
            FootnotesPage = footnotesPage,
            Detached = mine.Detached,
        };

    /// <summary>What a reader is told about a change to the marked words, or <see langword="null"/> if there is none.</summary>
    public static string? ChangeNotice(Annotation annotation, Essay essay) => annotation.Anchor switch
    {
        { State: AnchorState.Moved, Passage: { } passage } => ChangeNotice(passage, annotation.Target.Quote.Exact, essay),
        _ => null,
    };

    /// <summary>The same for a mark whose words were <paramref name="marked"/> and are now at <paramref name="passage"/>.</summary>
    public static string ChangeNotice(Passage passage, string marked, Essay essay) => essay.TextOf(passage) == marked ? Moved : Reworded;

    public static string CssName(HighlightColour colour) => Names.TryGetValue(colour, out var name) ? name : colour.ToString().ToLowerInvariant();
}
