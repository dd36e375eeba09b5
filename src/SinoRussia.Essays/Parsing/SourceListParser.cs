using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the list of sources and the list of further reading.</summary>
internal static class SourceListParser
{
    public static SourceList Read(string yaml, Faults faults)
    {
        var addresses = new Addresses(faults);
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        var shortForms = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var entry in YamlEntry.ListIn(yaml, "This source", faults))
        {
            var line = entry.Line;
            var key = addresses.Take(entry.Optional("key"), line, "This source has no 'key', by which notes cite it.");
            var source = ReadSource(entry, key, faults);
            if (sources.TryAdd(key, source) && !shortForms.TryAdd(source.ShortForm, source))
            {
                var twin = shortForms[source.ShortForm];
                faults.Add(line, $"A citation of '{key}' reads like one of '{twin.Key}' ({source.ShortForm}). Give one of them a 'short'.");
            }
        }

        return new SourceList(sources.Values);
    }

    public static ImmutableArray<ReadingItem> ReadFurther(string yaml, SourceList sources, Faults faults)
    {
        var items = ImmutableArray.CreateBuilder<ReadingItem>();
        foreach (var entry in YamlEntry.ListIn(yaml, "This work", faults))
        {
            var part = entry.Required("part");
            var comment = entry.Optional("comment");
            var line = entry.LineOf("source");
            if (entry.Optional("source") is not { } key)
            {
                items.Add(new ReadingItem(part, ReadSource(entry, $"reading-{items.Count + 1}", faults), IsSource: false, comment));
                continue;
            }

            entry.RefuseTheRest();
            if (sources.Find(key) is { } source)
            {
                items.Add(new ReadingItem(part, source, IsSource: true, comment));
            }
            else
            {
                faults.Add(line, $"The source list has no '{key}'.");
            }
        }

        return items.ToImmutable();
    }

    private static Source ReadSource(YamlEntry entry, string key, Faults faults)
    {
        var source = new Source
        {
            Key = key,
            Line = entry.Line,
            Authors = Name.ParseAll(entry.Optional("author") ?? ""),
            Editors = Name.ParseAll(entry.Optional("editor") ?? ""),
            Title = entry.Required("title"),
            IsBook = entry.Flag("book"),
            IsDescribed = entry.Flag("described"),
            Outlet = entry.Optional("outlet"),
            Date = entry.Date("date"),
            Address = entry.WebAddress("url"),
            Kind = Kind(entry, faults),
            Seen = Seen(entry, faults),
            Archived = entry.WebAddress("archived"),
            Remark = entry.Optional("note"),
            ShortName = entry.Optional("short"),
        };
        entry.RefuseTheRest();
        return source;
    }

    private static SourceKind? Kind(YamlEntry entry, Faults faults)
    {
        var line = entry.LineOf("kind");
        if (entry.Optional("kind") is not { } text)
        {
            return null;
        }

        if (SourceKind.Find(text) is not { } kind)
        {
            faults.Add(line, $"'{text}' is not a kind of source. The kinds are {Name.Listed(SourceKind.All.Select(known => $"'{known.Name}'"))}.");
            return null;
        }

        return kind;
    }

    private static PartialDate? Seen(YamlEntry entry, Faults faults)
    {
        var line = entry.LineOf("seen");
        var seen = entry.Date("seen");
        if (seen is { Day: null })
        {
            faults.Add(line, $"'seen' is a day such as 2022-02-04, not '{seen.Value.Iso}'.");
        }

        return seen;
    }
}
