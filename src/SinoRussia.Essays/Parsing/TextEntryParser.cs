using System.Collections.Immutable;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the lists of short texts beside an essay: words, later events, questions.</summary>
internal static class TextEntryParser
{
    public static ImmutableArray<TextEntry> ReadWords(string yaml, ReferenceResolver references, Faults faults) => Read(yaml, "This word", references, faults, "term", "text");

    /// <returns>The events in the order of their dates.</returns>
    public static ImmutableArray<TextEntry> ReadSince(string yaml, ReferenceResolver references, Faults faults) =>
        [.. Read(yaml, "This event", references, faults, "title", "text", isDated: true).OrderBy(entry => entry.Date)];

    public static ImmutableArray<TextEntry> ReadQuestions(string yaml, ReferenceResolver references, Faults faults) => Read(yaml, "This question", references, faults, null, "question");

    private static ImmutableArray<TextEntry> Read(string yaml, string each, ReferenceResolver references, Faults faults, string? title, string text, bool isDated = false)
    {
        var entries = ImmutableArray.CreateBuilder<TextEntry>();
        foreach (var entry in YamlEntry.ListIn(yaml, each, faults))
        {
            entries.Add(new TextEntry(references.Key(entry), title is null ? "" : entry.Required(title), references.RequiredText(entry, text))
            {
                Line = entry.Line,
                Date = isDated ? entry.RequiredDate("date") : null,
                Paragraphs = references.Paragraphs(entry, "paragraphs"),
                Sources = references.Sources(entry, "sources"),
            });
            entry.RefuseTheRest();
        }

        return entries.ToImmutable();
    }
}
