using System.Collections.Immutable;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>What an editor lays beside one essay, and where it touches the text. Any part of it may be missing.</summary>
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

    /// <summary>Every source that an event or a figure rests on.</summary>
    public IEnumerable<Source> Sources => Events.SelectMany(one => one.Sources).Concat(Figures.SelectMany(figure => figure.Sources)).Distinct();

    /// <summary>Every place where the text names somebody, in reading order.</summary>
    public ImmutableArray<Mention> Mentions { get; }

    /// <summary>Where a person is first named in a section: there the page explains who it is.</summary>
    public IEnumerable<Mention> TermsIn(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return terms[block.Start];
    }

    /// <summary>The dated events that the element speaks of.</summary>
    public IEnumerable<TimelineEvent> EventsIn(Element element) => Events.Where(one => one.Paragraphs.Contains(element.Id, StringComparer.Ordinal));

    /// <summary>The figures that the page shows under the element.</summary>
    public IEnumerable<Figure> FiguresUnder(Element element) => Figures.Where(figure => figure.Under == element.Id);

    /// <summary>The paragraphs that name the person, in reading order.</summary>
    public IEnumerable<Element> Naming(Person person) => Mentions.Where(mention => mention.Person == person).Select(mention => mention.Element).Distinct();

    /// <summary>The paragraphs that an entry points to.</summary>
    public IEnumerable<Element> Paragraphs(ImmutableArray<string> ids) => ids.Select(essay.FindParagraph).OfType<Element>();
}
