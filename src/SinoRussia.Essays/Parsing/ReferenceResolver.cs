using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Reads what the entries of all supplements have in common: a key, paragraphs of the essay, footnotes, sources, and texts.</summary>
internal sealed class ReferenceResolver(Essay essay, SourceList sources, Faults faults)
{
    private readonly Addresses keys = new(faults);
    private readonly EditorsTextParser texts = new(essay, sources, faults);

    public Essay Essay => essay;

    public string Key(YamlEntry entry)
    {
        var line = entry.LineOf("key");
        return keys.Take(entry.Optional("key"), line, "This entry has no key. Write a line such as 'key: putin'.");
    }

    public ImmutableArray<string> Paragraphs(YamlEntry entry, string name)
    {
        var ids = entry.Texts(name);
        foreach (var (id, line) in ids.Where(id => essay.FindParagraph(id.Text) is null))
        {
            faults.Add(line, $"The essay has no paragraph '{id}'.");
        }

        return [.. ids.Select(id => id.Text)];
    }

    public ImmutableArray<string> Footnotes(YamlEntry entry, string name)
    {
        var labels = entry.Texts(name);
        foreach (var (label, line) in labels.Where(label => essay.FindFootnote(label.Text) is null))
        {
            faults.Add(line, $"The essay has no footnote '{label}'.");
        }

        return [.. labels.Select(label => label.Text)];
    }

    public ImmutableArray<Source> Sources(YamlEntry entry, string name)
    {
        var cited = entry.Texts(name);
        foreach (var (key, line) in cited.Where(key => sources.Find(key.Text) is null))
        {
            faults.Add(line, $"The source list has no '{key}'.");
        }

        return [.. cited.Select(key => sources.Find(key.Text)).OfType<Source>()];
    }

    /// <summary>One paragraph with links, citations and references to footnotes; empty when there is none.</summary>
    public ImmutableArray<Inline> Text(YamlEntry entry, string name)
    {
        var line = entry.LineOf(name);
        return entry.Optional(name) is { } text ? texts.Paragraph(text, line) : [];
    }

    public ImmutableArray<Inline> RequiredText(YamlEntry entry, string name)
    {
        var line = entry.LineOf(name);
        return entry.Required(name) is { Length: > 0 } text ? texts.Paragraph(text, line) : [];
    }
}
