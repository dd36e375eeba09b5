using System.Collections.Immutable;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the terms of the index that are not in the list of people, and checks them against the essay and the people.</summary>
internal static class IndexParser
{
    public static ImmutableArray<IndexTerm> Read(string yaml, ReferenceResolver references, ImmutableArray<Person> people, Faults faults)
    {
        var terms = ImmutableArray.CreateBuilder<IndexTerm>();
        var persons = people.Select(person => person.Key).ToHashSet(StringComparer.Ordinal);
        var see = new List<(string Key, int Line)>();
        foreach (var entry in YamlEntry.ListIn(yaml, "This term", faults))
        {
            var keyLine = entry.LineOf("key");
            terms.Add(Read(entry, references, see, faults));
            if (persons.Contains(terms[^1].Key))
            {
                faults.Add(keyLine, $"The key '{terms[^1].Key}' is that of a person. People are in the index already.");
            }
        }

        var known = terms.Select(term => term.Key).Concat(persons).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, line) in see.Where(key => !known.Contains(key.Key)))
        {
            faults.Add(line, $"Neither the index nor the list of people has '{key}'.");
        }

        return terms.ToImmutable();
    }

    private static IndexTerm Read(YamlEntry entry, ReferenceResolver references, List<(string Key, int Line)> see, Faults faults)
    {
        var key = references.Key(entry);
        var kindLine = entry.LineOf("kind");
        var kind = entry.Optional("kind");
        if (kind is not (null or "person" or "place" or "subject"))
        {
            faults.Add(kindLine, $"The 'kind' of a term is 'person', 'place' or 'subject', not '{kind}'.");
        }

        var names = entry.Texts("names");
        foreach (var (name, line) in names.Where(name => !BookIndex.Contains(references.Essay, UnicodeText.ToNfc(name.Text))))
        {
            faults.Add(line, $"Neither the essay nor a footnote has the words '{name}'.");
        }

        var others = entry.Texts("see");
        see.AddRange(others);
        var term = new IndexTerm(key, entry.Required("term"))
        {
            Kind = kind switch { "person" => IndexKind.Person, "place" => IndexKind.Place, _ => IndexKind.Subject },
            Names = [.. names.Select(name => UnicodeText.ToNfc(name.Text))],
            Paragraphs = references.Paragraphs(entry, "paragraphs"),
            Footnotes = references.Footnotes(entry, "footnotes"),
            See = [.. others.Select(other => other.Text)],
        };
        entry.RefuseTheRest();
        if (term.Names.IsEmpty && term.Paragraphs.IsEmpty && term.Footnotes.IsEmpty && term.See.IsEmpty)
        {
            faults.Add(entry.Line, "This term leads nowhere: it needs 'names', 'paragraphs', 'footnotes' or 'see'.");
        }

        return term;
    }
}
