using System.Collections.Immutable;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>The people, events and figures beside an essay, and the places of the text that they belong to. Each list may be empty.</summary>
public sealed class EssaySupplements
{
    private readonly Essay essay;
    private readonly ILookup<int, Mention> terms;

    internal EssaySupplements(Essay essay, ImmutableArray<Person> people, ImmutableArray<TimelineEvent> events, ImmutableArray<Figure> figures)
    {
        this.essay = essay;
        (People, Events, Figures) = (people, events, figures);
        Mentions = SinoRussia.Essays.Mentions.Find(essay, people);
        terms = SinoRussia.Essays.Mentions.FirstInSections(essay, Mentions)
            .ToLookup(mention => mention.Element.Blocks.Last(block => block.Start <= mention.Passage.Start).Start);
    }

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<Person> People { get; }

    /// <summary>In the order of their dates.</summary>
    public ImmutableArray<TimelineEvent> Events { get; }

    /// <summary>In the editor's order.</summary>
    public ImmutableArray<Figure> Figures { get; }

    /// <summary>The sources of all events and figures, each once.</summary>
    public IEnumerable<Source> Sources => Events.SelectMany(dated => dated.Sources).Concat(Figures.SelectMany(figure => figure.Sources)).Distinct();

    /// <summary>Every mention of a person in the text, in reading order.</summary>
    public ImmutableArray<Mention> Mentions { get; }

    /// <summary>The mentions in a block that become links: the first of each person in each section.</summary>
    public IEnumerable<Mention> TermsIn(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return terms[block.Start];
    }

    /// <summary>The events that the element mentions.</summary>
    public IEnumerable<TimelineEvent> EventsIn(Element element) => Events.Where(dated => !dated.IsEditors && dated.Paragraphs.Contains(element.Id, StringComparer.Ordinal));

    /// <summary>The figures that the page shows under the element.</summary>
    public IEnumerable<Figure> FiguresUnder(Element element) => Figures.Where(figure => figure.Under == element.Id);

    /// <summary>The paragraphs that name the person, in reading order.</summary>
    public IEnumerable<Element> Naming(Person person) => Mentions.Where(mention => mention.Person == person).Select(mention => mention.Element).Distinct();

    /// <summary>The paragraphs and figures with these ids; unknown ids are left out.</summary>
    public IEnumerable<Element> Paragraphs(ImmutableArray<string> ids) => ids.Select(essay.FindParagraph).OfType<Element>();
}
