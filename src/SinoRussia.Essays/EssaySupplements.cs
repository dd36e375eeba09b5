using System.Collections.Immutable;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>What is beside an essay, and the places of the text that it belongs to. Each list may be empty.</summary>
public sealed class EssaySupplements
{
    private readonly Essay essay;
    private readonly Lazy<ImmutableArray<Mention>> mentions;
    private readonly Lazy<ILookup<int, Mention>> terms;
    private readonly Lazy<ImmutableDictionary<string, SpokenPassage>> turns;
    private readonly Lazy<ImmutableArray<CitingEntry>> citing;

    internal EssaySupplements(Essay essay)
    {
        this.essay = essay;
        mentions = new(() => SinoRussia.Essays.Mentions.Find(essay, People));
        terms = new(() => SinoRussia.Essays.Mentions.FirstInSections(essay, Mentions)
            .ToLookup(mention => mention.Element.Blocks.Last(block => block.Start <= mention.Passage.Start).Start));
        turns = new(FindTurns);
        citing = new(FindCiting);
    }

    public EditorsText? Introduction { get; init; }

    public EditorsText? NoteOnTheText { get; init; }

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<Person> People { get; init; } = [];

    /// <summary>In the order of their dates.</summary>
    public ImmutableArray<TimelineEvent> Events { get; init; } = [];

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>In the order of the essay.</summary>
    public ImmutableArray<SpokenPassage> SpokenPassages { get; init; } = [];

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<Parallel> Parallels { get; init; } = [];

    /// <summary>The history of words, in the editor's order.</summary>
    public ImmutableArray<TextEntry> Words { get; init; } = [];

    /// <summary>What happened after the essay, in the order of the dates.</summary>
    public ImmutableArray<TextEntry> Since { get; init; } = [];

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<TextEntry> Questions { get; init; } = [];

    /// <summary>The terms of the index that are not in <see cref="People"/>, in the editor's order. <see cref="BookIndex"/> is the whole index.</summary>
    public ImmutableArray<IndexTerm> IndexTerms { get; init; } = [];

    public Map? Map { get; init; }

    /// <summary>The entries of all supplements that can cite sources, in the order of <see cref="SupplementKind"/>.</summary>
    public ImmutableArray<CitingEntry> Citing => citing.Value;

    /// <summary>The entries that are about the element, in the order of <see cref="SupplementKind"/>. Its dates and figures are on the essay's page.</summary>
    public IEnumerable<CitingEntry> About(Element element)
    {
        var keys = Parallels.Where(parallel => parallel.Paragraph == element.Id).Select(parallel => (SupplementKind.Parallels, parallel.Key))
            .Concat(About(SupplementKind.Words, Words, element)).Concat(About(SupplementKind.Since, Since, element)).Concat(About(SupplementKind.Questions, Questions, element))
            .ToHashSet();
        return Citing.Where(entry => keys.Contains((entry.Kind, entry.Key)));
    }

    /// <summary>The sources of all supplements, each once.</summary>
    public IEnumerable<Source> Sources => Citing.SelectMany(entry => entry.Sources).Distinct();

    /// <summary>Every mention of a person in the text, in reading order.</summary>
    public ImmutableArray<Mention> Mentions => mentions.Value;

    /// <summary>The mentions in a block that become links: the first of each person in each section.</summary>
    public IEnumerable<Mention> TermsIn(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return terms.Value[block.Start];
    }

    /// <summary>The events that the element mentions.</summary>
    public IEnumerable<TimelineEvent> EventsIn(Element element) => Events.Where(dated => !dated.IsEditors && dated.Paragraphs.Contains(element.Id, StringComparer.Ordinal));

    /// <summary>The figures that the page shows under the element.</summary>
    public IEnumerable<Figure> FiguresUnder(Element element) => Figures.Where(figure => figure.Under == element.Id);

    /// <summary>The passage of another speaker that begins with the element, or <see langword="null"/> when the same one goes on.</summary>
    public SpokenPassage? TurnAt(Element element) => turns.Value.GetValueOrDefault(element.Id);

    /// <summary>The paragraphs that name the person, in reading order.</summary>
    public IEnumerable<Element> Naming(Person person) => Mentions.Where(mention => mention.Person == person).Select(mention => mention.Element).Distinct();

    /// <summary>The paragraphs and figures with these ids; unknown ids are left out.</summary>
    public IEnumerable<Element> Paragraphs(ImmutableArray<string> ids) => ids.Select(essay.FindParagraph).OfType<Element>();

    private ImmutableArray<CitingEntry> FindCiting() =>
    [
        .. Citations(SupplementKind.Introduction, Introduction),
        .. Citations(SupplementKind.NoteOnTheText, NoteOnTheText),
        .. SpokenPassages.Select(spoken => new CitingEntry(SupplementKind.Speakers, spoken.Paragraphs[0], spoken.Said, spoken.Sources)),
        .. Events.Select(dated => new CitingEntry(SupplementKind.Timeline, dated.Key, dated.Title, dated.Sources)),
        .. Figures.Select(figure => new CitingEntry(SupplementKind.Figures, figure.Key, figure.Title, [.. figure.Sources])),
        .. Citations(Map),
        .. Parallels.Select(parallel => new CitingEntry(SupplementKind.Parallels, parallel.Key, parallel.Here, All(parallel.Sources, parallel.Comment))),
        .. Citations(SupplementKind.Words, Words),
        .. Citations(SupplementKind.Since, Since),
        .. Citations(SupplementKind.Questions, Questions),
    ];

    private ImmutableDictionary<string, SpokenPassage> FindTurns()
    {
        var found = ImmutableDictionary.CreateBuilder<string, SpokenPassage>(StringComparer.Ordinal);
        SpokenPassage? before = null;
        foreach (var spoken in SpokenPassages)
        {
            if (spoken.Said != before?.Said)
            {
                found[spoken.Paragraphs[0]] = spoken;
            }

            before = spoken;
        }

        return found.ToImmutable();
    }

    private static IEnumerable<(SupplementKind Kind, string Key)> About(SupplementKind kind, ImmutableArray<TextEntry> entries, Element element) =>
        entries.Where(entry => entry.Paragraphs.Contains(element.Id, StringComparer.Ordinal)).Select(entry => (kind, entry.Key));

    private static ImmutableArray<Source> All(ImmutableArray<Source> listed, IEnumerable<Inline> text) => [.. CitingEntry.CitedIn(text).Concat(listed).Distinct()];

    private static IEnumerable<CitingEntry> Citations(SupplementKind kind, EditorsText? text) =>
        text is null ? [] : [new CitingEntry(kind, "", text.Title, All([], text.Inlines))];

    private static IEnumerable<CitingEntry> Citations(SupplementKind kind, ImmutableArray<TextEntry> entries) =>
        entries.Select(entry => new CitingEntry(kind, entry.Key, entry.Title.Length > 0 ? entry.Title : string.Concat(entry.Text.Select(inline => inline.Text)), All(entry.Sources, entry.Text)));

    private static IEnumerable<CitingEntry> Citations(Map? map) =>
        map is null ? [] :
        [
            new CitingEntry(SupplementKind.Map, "", map.Title, All(map.Sources, map.Text)),
            .. map.Lines.Select(line => new CitingEntry(SupplementKind.Map, line.Key, line.Name, line.Sources)),
        ];
}
