using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the list of people beside an essay, and checks it against the essay.</summary>
internal static class PeopleParser
{
    public static ImmutableArray<Person> Read(string yaml, ReferenceResolver references, Faults faults)
    {
        var spellings = new Spellings(references.Essay, faults);
        return [.. YamlEntry.ListIn(yaml, "This person", faults).Select(entry => Read(entry, references, spellings, faults))];
    }

    private static Person Read(YamlEntry entry, ReferenceResolver references, Spellings spellings, Faults faults)
    {
        var key = references.Key(entry);
        var name = entry.Required("name");
        var person = new Person(key, name, entry.Required("role"), entry.Required("note"))
        {
            Indexed = entry.Optional("indexed") ?? name,
            Group = entry.Optional("group"),
            Lived = entry.Optional("lived"),
            Names = spellings.Take(entry.Texts("names"), key),
            Misprints = spellings.Take(entry.Texts("misprints"), key),
            Meant = references.Paragraphs(entry, "meant"),
        };
        entry.RefuseTheRest();
        if (person.Names.IsEmpty && person.Misprints.IsEmpty && person.Meant.IsEmpty)
        {
            faults.Add(entry.Line, "This person has neither 'names' to look for nor paragraphs where they are 'meant'.");
        }

        return person;
    }

    // A form of a name that is not in the text is a mistake, or the text was edited. Both are faults.
    private sealed class Spellings(Essay essay, Faults faults)
    {
        private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

        public ImmutableArray<string> Take(IReadOnlyList<(string Text, int Line)> spellings, string key)
        {
            var taken = ImmutableArray.CreateBuilder<string>();
            foreach (var (text, line) in spellings)
            {
                var spelling = UnicodeText.ToNfc(text);
                if (!owners.TryAdd(spelling, key))
                {
                    faults.Add(line, $"The name '{spelling}' is already given to '{owners[spelling]}'.");
                }
                else if (!Mentions.Bodies(essay).Any(element => element.Blocks.Any(block => Mentions.PlacesOf(spelling, block.Text).Any())))
                {
                    faults.Add(line, $"The name '{spelling}' does not occur in the essay.");
                }

                taken.Add(spelling);
            }

            return taken.ToImmutable();
        }
    }
}
