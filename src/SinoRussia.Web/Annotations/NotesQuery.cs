using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads a filter from a query string. Values that it does not know are ignored.</summary>
internal static class NotesQuery
{
    private const int LongestWords = 200;

    public static NotesFilter Filter(IQueryCollection query) => new()
    {
        Words = Text(query, "q") is { } words ? UnicodeText.Start(words, LongestWords) : null,
        Colour = HighlightColours.Find(Text(query, "colour")),
        Tag = TagList.Of([Text(query, "tag")]) is [var tag, ..] ? tag : null,
        Kind = One<NotesKind>(Text(query, "kind")),
        State = One<AnchorState>(Text(query, "state")),
        Section = Text(query, "section"),
        Order = One<NotesOrder>(Text(query, "sort")) ?? NotesOrder.Text,
    };

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static T? One<T>(string? name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase));
}
