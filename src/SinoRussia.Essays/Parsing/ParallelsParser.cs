using System.Collections.Immutable;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses words of the essay beside their originals, and checks that the essay has them.</summary>
internal static class ParallelsParser
{
    public static ImmutableArray<Parallel> Read(string yaml, ReferenceResolver references, Faults faults) =>
        [.. YamlEntry.ListIn(yaml, "This parallel", faults).Select(entry => Read(entry, references, faults)).OfType<Parallel>()];

    private static Parallel? Read(YamlEntry entry, ReferenceResolver references, Faults faults)
    {
        var key = references.Key(entry);
        var (placeLine, wordsLine, languageLine) = (entry.LineOf("paragraph"), entry.LineOf("essay"), entry.LineOf("language"));
        var id = entry.Required("paragraph");
        var words = UnicodeText.ToNfc(entry.Required("essay"));
        var parallel = new Parallel(key, id, words, entry.Required("original"))
        {
            Line = entry.Line,
            Language = entry.Optional("language"),
            Comment = references.Text(entry, "comment"),
            Sources = references.Sources(entry, "sources"),
        };
        entry.RefuseTheRest();
        if (parallel.Language is { } tag && !FrontMatter.IsLanguage(tag))
        {
            faults.Add(languageLine, $"'{tag}' is not a language tag. Write one such as 'zh-Hans' or 'ru'.");
        }

        if (id.Length == 0)
        {
            return null;
        }

        if (references.Essay.FindParagraph(id) is not { } paragraph)
        {
            faults.Add(placeLine, $"The essay has no paragraph '{id}'.");
            return null;
        }

        if (words.Length > 0 && !paragraph.Blocks.Any(block => block.Text.Contains(words, StringComparison.Ordinal)))
        {
            faults.Add(wordsLine, $"Paragraph '{id}' does not have the words “{words}”.");
        }

        return parallel;
    }
}
