using SinoRussia.Essays.Sources;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>A mapping of a YAML text. Each value is removed when it is read, so that the values left at the end are unknown ones.</summary>
internal sealed partial class YamlEntry
{
    private readonly Dictionary<string, (YamlNode Value, int Line)> unread = new(StringComparer.Ordinal);
    private readonly Faults faults;
    private readonly string what;
    private readonly int above;

    /// <param name="what">What it is called at the start of a fault's message.</param>
    /// <param name="above">How many lines of the file are above the YAML text.</param>
    public YamlEntry(YamlMappingNode mapping, string what, Faults faults, int above = 0)
    {
        (this.faults, this.what, this.above) = (faults, what, above);
        Line = above + (int)mapping.Start.Line;
        foreach (var (key, value) in mapping.Children)
        {
            var line = above + (int)key.Start.Line;
            if (key is YamlScalarNode { Value: { } name })
            {
                unread[name] = (value, line);
            }
            else
            {
                faults.Add(line, $"{what} has a name that is not plain text.");
            }
        }
    }

    /// <summary>The line for faults about missing values, counted from 1.</summary>
    public int Line { get; init; }

    /// <summary>The entries of a file that is one list of mappings.</summary>
    /// <param name="each">What one of them is called at the start of a fault's message.</param>
    public static IReadOnlyList<YamlEntry> ListIn(string text, string each, Faults faults)
    {
        if (!ContentText.Check(text, faults))
        {
            return [];
        }

        switch (YamlText.Load(text, "The file", faults))
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return EntriesOf(list, each, faults, 0);
            default:
                faults.Add(1, "The file is not a list: every entry begins with '- '.");
                return [];
        }
    }

    /// <summary>The entries of a file that is one mapping, or <see langword="null"/> when it is empty or broken.</summary>
    /// <param name="what">What the file is called at the start of a fault's message.</param>
    public static YamlEntry? In(string text, string what, Faults faults)
    {
        if (!ContentText.Check(text, faults))
        {
            return null;
        }

        switch (YamlText.Load(text, what, faults))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new YamlEntry(mapping, what, faults) { Line = 1 };
            default:
                faults.Add(1, $"{what} is not made of 'name: value' lines.");
                return null;
        }
    }

    public int LineOf(string name) => unread.TryGetValue(name, out var entry) ? entry.Line : Line;

    /// <summary>The text under a name, or <see langword="null"/> when there is none.</summary>
    public string? Optional(string name)
    {
        if (!unread.Remove(name, out var entry))
        {
            return null;
        }

        if (entry.Value is YamlScalarNode scalar)
        {
            return scalar.Value?.Trim() is { Length: > 0 } text ? text : null;
        }

        faults.Add(entry.Line, $"{what}: '{name}' is not plain text.");
        return null;
    }

    public string Required(string name)
    {
        var isBroken = unread.TryGetValue(name, out var entry) && entry.Value is not YamlScalarNode;
        if (Optional(name) is { } text)
        {
            return text;
        }

        if (!isBroken)
        {
            faults.Add(Line, $"{what} lacks '{name}'.");
        }

        return "";
    }

    /// <summary>True or false.</summary>
    /// <param name="otherwise">The value when there is nothing.</param>
    public bool Flag(string name, bool otherwise = false)
    {
        var line = LineOf(name);
        var text = Optional(name);
        if (text is not (null or "true" or "false"))
        {
            faults.Add(line, $"'{name}' is either true or false.");
        }

        return text is null ? otherwise : text == "true";
    }

    /// <summary>A date that may lack its day or month, or <see langword="null"/> when there is none.</summary>
    public PartialDate? Date(string name)
    {
        var line = LineOf(name);
        return Optional(name) is { } text ? Parsed(text, line) : null;
    }

    public PartialDate RequiredDate(string name)
    {
        var line = LineOf(name);
        return Required(name) is { Length: > 0 } text && Parsed(text, line) is { } date ? date : default;
    }

    private PartialDate? Parsed(string text, int line)
    {
        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        faults.Add(line, $"'{text}' is not a date such as 2022, 2022-06 or 2022-02-04.");
        return null;
    }

    public Uri? WebAddress(string name)
    {
        var line = LineOf(name);
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (Addresses.Web(text) is { } address)
        {
            return address;
        }

        faults.Add(line, $"'{name}' is not a web address: {text}");
        return null;
    }

    /// <summary>A list of plain texts, each with its line. A single text counts as a list of one.</summary>
    public IReadOnlyList<(string Text, int Line)> Texts(string name)
    {
        if (!unread.Remove(name, out var entry))
        {
            return [];
        }

        var texts = new List<(string, int)>();
        foreach (var node in entry.Value is YamlSequenceNode list ? list.Children : [entry.Value])
        {
            if (node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text))
            {
                texts.Add((text.Trim(), above + (int)node.Start.Line));
            }
            else
            {
                faults.Add(above + (int)node.Start.Line, $"{what}: '{name}' is not a list of plain texts.");
            }
        }

        return texts;
    }

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlEntry> Entries(string name, string each)
    {
        if (!unread.Remove(name, out var entry))
        {
            return [];
        }

        if (entry.Value is YamlSequenceNode list)
        {
            return EntriesOf(list, each, faults, above);
        }

        faults.Add(entry.Line, $"{what}: '{name}' is not a list.");
        return [];
    }

    /// <summary>Adds a fault for each value that was not read. Call it last.</summary>
    public void RefuseTheRest()
    {
        foreach (var (name, entry) in unread)
        {
            faults.Add(entry.Line, $"{what} has an unknown entry '{name}'.");
        }
    }

    private static List<YamlEntry> EntriesOf(YamlSequenceNode list, string each, Faults faults, int above)
    {
        var entries = new List<YamlEntry>();
        foreach (var node in list)
        {
            if (node is YamlMappingNode mapping)
            {
                entries.Add(new YamlEntry(mapping, each, faults, above));
            }
            else
            {
                faults.Add(above + (int)node.Start.Line, $"{each} is not a list of 'name: value' lines.");
            }
        }

        return entries;
    }
}
