using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>The index of an essay: people, places and subjects, with the paragraphs and footnotes that name them or are about them.</summary>
public static class BookIndex
{
    /// <summary>All entries in alphabetical order.</summary>
    public static ImmutableArray<IndexEntry> Of(Essay essay)
    {
        ArgumentNullException.ThrowIfNull(essay);
        var supplements = essay.Supplements;
        var terms = supplements.IndexTerms.ToDictionary(term => term.Key, term => term.Term, StringComparer.Ordinal);
        foreach (var person in supplements.People)
        {
            terms.TryAdd(person.Key, person.Indexed);
        }

        var names = new NamesInText(supplements.People.SelectMany(NamesInNotes).Concat(supplements.IndexTerms.SelectMany(term => term.Names)));
        var inParagraphs = Mentions.Bodies(essay).ToDictionary(element => element, names.In);
        var inFootnotes = essay.Footnotes.ToDictionary(footnote => footnote, footnote => names.In(footnote.Body));

        return
        [
            .. supplements.People.Select(person => new IndexEntry(person.Key, person.Indexed, IndexKind.Person)
            {
                IsInPeople = true,
                Paragraphs = InOrder(essay, supplements.Naming(person).Concat(supplements.Paragraphs(person.Meant))),
                Footnotes = [.. essay.Footnotes.Where(footnote => inFootnotes[footnote].Overlaps(NamesInNotes(person)))],
            })
            .Concat(supplements.IndexTerms.Select(term => new IndexEntry(term.Key, term.Term, term.Kind)
            {
                Paragraphs = InOrder(essay, Mentions.Bodies(essay).Where(element => inParagraphs[element].Overlaps(term.Names)).Concat(supplements.Paragraphs(term.Paragraphs))),
                Footnotes = [.. essay.Footnotes.Where(footnote => inFootnotes[footnote].Overlaps(term.Names) || term.Footnotes.Contains(footnote.Label, StringComparer.Ordinal))],
                See = [.. term.See.Select(key => (key, terms.GetValueOrDefault(key, key)))],
            }))
            .OrderBy(entry => Alphabetical.KeyOf(entry.Term), StringComparer.InvariantCultureIgnoreCase),
        ];
    }

    /// <summary>Whether the words are anywhere in the essay or its footnotes.</summary>
    internal static bool Contains(Essay essay, string words)
    {
        var names = new NamesInText([words]);
        return Mentions.Bodies(essay).Concat(essay.Footnotes.Select(footnote => footnote.Body)).Any(element => names.In(element).Count > 0);
    }

    // A footnote spells a misprinted name right, and often has only the name that the index sorts by: "Friedman" of "Friedman, George", "Mao" of "Mao Zedong".
    private static IEnumerable<string> NamesInNotes(Person person)
    {
        var comma = person.Indexed == person.Name ? -1 : person.Indexed.IndexOf(',', StringComparison.Ordinal);
        return person.Names.Concat(person.Misprints).Append(person.Name).Append(comma > 0 ? person.Indexed[..comma] : person.Indexed.Split(' ')[0]);
    }

    private static ImmutableArray<Element> InOrder(Essay essay, IEnumerable<Element> elements)
    {
        var wanted = elements.ToHashSet();
        return [.. Mentions.Bodies(essay).Where(wanted.Contains)];
    }
}

/// <summary>An entry of the index.</summary>
public sealed record IndexEntry(string Key, string Term, IndexKind Kind)
{
    /// <summary>Whether the list of people has an entry with the same key.</summary>
    public bool IsInPeople { get; init; }

    /// <summary>In reading order.</summary>
    public ImmutableArray<Element> Paragraphs { get; init; } = [];

    /// <summary>In the order of their numbers.</summary>
    public ImmutableArray<Footnote> Footnotes { get; init; } = [];

    /// <summary>Related entries.</summary>
    public ImmutableArray<(string Key, string Term)> See { get; init; } = [];
}
