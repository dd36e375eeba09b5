using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses who is heard in which paragraphs, and checks that each paragraph is listed once.</summary>
internal sealed class SpeakersParser(ReferenceResolver references, ImmutableArray<Person> people, Faults faults)
{
    private readonly Dictionary<string, Speaker> speakers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> listed = new(StringComparer.Ordinal); // the line in which each paragraph is listed
    private readonly ImmutableArray<Element> order = [.. references.Essay.Sections.SelectMany(section => section.Elements)];

    /// <returns>The passages in the order of the essay.</returns>
    public ImmutableArray<SpokenPassage> Read(string yaml)
    {
        if (YamlEntry.In(yaml, "The file", faults) is not { } file)
        {
            return [];
        }

        foreach (var entry in file.Entries("speakers", "This speaker"))
        {
            ReadSpeaker(entry);
        }

        var passagesLine = file.LineOf("passages");
        ImmutableArray<SpokenPassage> passages = [.. file.Entries("passages", "This passage").Select(ReadPassage).OfType<SpokenPassage>()];
        file.RefuseTheRest();
        foreach (var missing in order.Where(element => element.Kind == ElementKind.Paragraph && !listed.ContainsKey(element.Id)))
        {
            faults.Add(passagesLine, $"No passage says who speaks in paragraph '{missing.Id}'.");
        }

        return [.. passages.OrderBy(passage => PlaceOf(passage.Paragraphs[0]))];
    }

    private void ReadSpeaker(YamlEntry entry)
    {
        var key = references.Key(entry);
        var line = entry.LineOf("person");
        var person = entry.Optional("person");
        var speaker = new Speaker(key, entry.Required("name")) { Person = people.FirstOrDefault(one => one.Key == person) };
        entry.RefuseTheRest();
        speakers.TryAdd(key, speaker);
        if (person is not null && speaker.Person is null)
        {
            faults.Add(line, $"The list of people has no '{person}'.");
        }

        if (references.Essay.FindElement(key) is not null)
        {
            faults.Add(entry.Line, $"The key '{key}' is the address of a part of the essay.");
        }
    }

    private SpokenPassage? ReadPassage(YamlEntry entry)
    {
        var (speakerLine, name) = (entry.LineOf("speaker"), entry.Required("speaker"));
        var paragraphs = ReadParagraphs(entry);
        var passage = new SpokenPassage(speakers.GetValueOrDefault(name) ?? new Speaker(name, name), paragraphs)
        {
            Line = entry.Line,
            IsCertain = entry.Flag("certain", otherwise: true),
            After = entry.Optional("after"),
            Sources = references.Sources(entry, "sources"),
        };
        entry.RefuseTheRest();
        if (name.Length > 0 && !speakers.ContainsKey(name))
        {
            faults.Add(speakerLine, $"There is no speaker '{name}'.");
        }

        return paragraphs.IsEmpty ? null : passage;
    }

    // A paragraph such as p12, or a range such as p1-p8.
    private ImmutableArray<string> ReadParagraphs(YamlEntry entry)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var texts = entry.Texts("paragraphs");
        if (texts.Count == 0)
        {
            faults.Add(entry.Line, "This passage lacks 'paragraphs'.");
        }

        foreach (var (text, line) in texts)
        {
            ImmutableArray<Element> range = [.. Range(text)];
            if (range.IsEmpty)
            {
                faults.Add(line, $"The essay has no paragraphs '{text}'. Write one such as 'p12', or a range such as 'p1-p8'.");
            }

            foreach (var id in range.Select(element => element.Id))
            {
                if (!listed.TryAdd(id, line))
                {
                    faults.Add(line, $"Paragraph '{id}' is already listed in line {listed[id]}.");
                }

                found.Add(id);
            }
        }

        return [.. found.OrderBy(PlaceOf)];
    }

    // An id may contain hyphens, too. Captions inside of a range belong to whoever printed them, not to the speaker.
    private IEnumerable<Element> Range(string text)
    {
        if (references.Essay.FindParagraph(text) is { } one)
        {
            return [one];
        }

        for (var at = text.IndexOf('-', StringComparison.Ordinal); at >= 0; at = text.IndexOf('-', at + 1))
        {
            if (PlaceOf(text[..at].Trim()) is >= 0 and var first && PlaceOf(text[(at + 1)..].Trim()) is var last && last >= first)
            {
                return order[first..(last + 1)].Where(element => element.Kind == ElementKind.Paragraph);
            }
        }

        return [];
    }

    private int PlaceOf(string id) => order.IndexOf(references.Essay.FindParagraph(id)!);
}
