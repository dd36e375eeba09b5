using System.Collections.Immutable;

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

        return
        [
            .. supplements.People.Select(person => new IndexEntry(person.Key, person.Indexed, IndexKind.Person)
            {
                Paragraphs = InOrder(essay, supplements.Naming(person).Concat(supplements.Paragraphs(person.Meant))),
                Footnotes = [.. FootnotesWith(essay, person.Names.Concat(person.Misprints).Append(person.Name))], // a note spells a misprinted name right
            })
            .Concat(supplements.IndexTerms.Select(term => new IndexEntry(term.Key, term.Term, term.IsPlace ? IndexKind.Place : IndexKind.Subject)
            {
                Paragraphs = InOrder(essay, ElementsWith(essay, term.Names).Concat(supplements.Paragraphs(term.Paragraphs))),
                Footnotes = [.. FootnotesWith(essay, term.Names).Concat(term.Footnotes.Select(essay.FindFootnote).OfType<Footnote>()).Distinct().OrderBy(footnote => footnote.Number)],
                See = [.. term.See.Select(key => (key, terms.GetValueOrDefault(key, key)))],
            }))
            .OrderBy(entry => SortKey(entry.Term), StringComparer.InvariantCultureIgnoreCase),
        ];
    }

    /// <summary>Whether the words are anywhere in the essay or its footnotes.</summary>
    internal static bool Contains(Essay essay, string words) => ElementsWith(essay, [words]).Any() || FootnotesWith(essay, [words]).Any();

    private static IEnumerable<Element> ElementsWith(Essay essay, IReadOnlyCollection<string> names) => Mentions.Bodies(essay).Where(element => Has(element, names));

    private static IEnumerable<Footnote> FootnotesWith(Essay essay, IEnumerable<string> names)
    {
        string[] all = [.. names];
        return essay.Footnotes.Where(footnote => Has(footnote.Body, all));
    }

    private static bool Has(Element element, IReadOnlyCollection<string> names) =>
        element.Blocks.Any(block => names.Any(name => Mentions.PlacesOf(name, block.Text).Any()));

    private static ImmutableArray<Element> InOrder(Essay essay, IEnumerable<Element> elements)
    {
        var wanted = elements.ToHashSet();
        return [.. Mentions.Bodies(essay).Where(wanted.Contains)];
    }

    // Quotation marks at the start do not count.
    private static string SortKey(string term) => term.TrimStart('“', '‘', '"', '\'');
}

public enum IndexKind
{
    Person,
    Place,
    Subject,
}

/// <summary>An entry of the index.</summary>
public sealed record IndexEntry(string Key, string Term, IndexKind Kind)
{
    /// <summary>In reading order.</summary>
    public ImmutableArray<Element> Paragraphs { get; init; } = [];

    /// <summary>In the order of their numbers.</summary>
    public ImmutableArray<Footnote> Footnotes { get; init; } = [];

    /// <summary>Related entries.</summary>
    public ImmutableArray<(string Key, string Term)> See { get; init; } = [];
}
