using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>One place of the text that names a person.</summary>
public sealed record Mention(Person Person, Element Element, Passage Passage);

/// <summary>Finds people in the text by the forms of their names. So an edit of the text needs no change of a list of places.</summary>
public static class Mentions
{
    /// <summary>Every mention in paragraphs and captions, in reading order. Of two that begin at the same place, the longer one counts; one that
    /// overlaps an earlier one does not.</summary>
    public static ImmutableArray<Mention> Find(Essay essay, IReadOnlyList<Person> people) =>
        [.. Bodies(essay).SelectMany(element => element.Blocks.SelectMany(block => In(block, people).Select(found => new Mention(found.Person, element, found.Passage))))];

    /// <summary>The first mention of each person in each section that can be a link. A mention inside a link, or across a change of formatting, cannot.</summary>
    public static ImmutableArray<Mention> FirstInSections(Essay essay, ImmutableArray<Mention> mentions)
    {
        ArgumentNullException.ThrowIfNull(essay);
        return
        [
            .. essay.Sections.SelectMany(section => mentions
                .Where(mention => section.Elements.Contains(mention.Element) && CanBeLink(mention))
                .DistinctBy(mention => mention.Person.Key, StringComparer.Ordinal)),
        ];
    }

    // The elements that are searched. Headings and footnotes are the editor's, not the author's.
    internal static IEnumerable<Element> Bodies(Essay essay) => essay.Sections.SelectMany(section => section.Elements);

    /// <summary>The offsets at which a name is a whole word: 'Xi' is not found in 'Xinjiang'.</summary>
    internal static IEnumerable<int> PlacesOf(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                yield return at;
            }
        }
    }

    private static IEnumerable<(Person Person, Passage Passage)> In(Block block, IReadOnlyList<Person> people)
    {
        var found = people
            .SelectMany(person => person.Names.Concat(person.Misprints)
                .SelectMany(name => PlacesOf(name, block.Text).Select(at => (Person: person, Passage: new Passage(block.Start + at, block.Start + at + name.Length)))))
            .OrderBy(place => place.Passage.Start)
            .ThenByDescending(place => place.Passage.End);
        var end = 0;
        foreach (var place in found)
        {
            if (place.Passage.Start >= end)
            {
                yield return place;
                end = place.Passage.End;
            }
        }
    }

    private static bool CanBeLink(Mention mention) =>
        mention.Element.Blocks.Any(block => PlainRuns(block.Inlines, block.Start).Any(run => run.Start <= mention.Passage.Start && mention.Passage.End <= run.End));

    private static IEnumerable<(int Start, int End)> PlainRuns(ImmutableArray<Inline> inlines, int start)
    {
        foreach (var inline in inlines)
        {
            var end = start + inline.Text.Length;
            if (inline is Words)
            {
                yield return (start, end);
            }
            else if (inline is Styled styled)
            {
                foreach (var run in PlainRuns(styled.Children, start))
                {
                    yield return run;
                }
            }

            start = end;
        }
    }
}
