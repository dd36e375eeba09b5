using System.Globalization;
using Markdig.Extensions.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>Reads the YAML block on top of the essay: a flat mapping of known names to text.</summary>
internal static class FrontMatter
{
    public static EssayMatter Read(YamlFrontMatterBlock? block, Faults faults)
    {
        var values = block is null ? [] : Values(block, faults);
        if (block is null)
        {
            faults.Add(1, "The front matter is missing: the file begins with a line '---', 'title: …', 'language: …' and a line '---'.");
        }

        var matter = new EssayMatter
        {
            Title = Required("title"),
            Language = Required("language"),
            Subtitle = Optional("subtitle"),
            Author = Optional("author"),
            Publication = Optional("publication"),
            Published = Optional("published"),
            Source = Address("source"),
            Description = Optional("description"),
            PictureCredit = Optional("pictureCredit"),
        };

        foreach (var (name, value) in values)
        {
            faults.Add(value.Line, $"The front matter has an unknown entry '{name}'.");
        }

        return matter;

        string? Optional(string name) => values.Remove(name, out var value) && value.Text.Length > 0 ? value.Text : null;

        string Required(string name)
        {
            var value = Optional(name);
            if (value is null && block is not null)
            {
                faults.Add(1, $"The front matter lacks '{name}'.");
            }

            return value ?? "";
        }

        Uri? Address(string name)
        {
            var line = values.TryGetValue(name, out var entry) ? entry.Line : 1;
            if (Optional(name) is not { } text)
            {
                return null;
            }

            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            faults.Add(line, string.Create(CultureInfo.InvariantCulture, $"'{name}' is not a web address: {text}"));
            return null;
        }
    }

    private static Dictionary<string, (string Text, int Line)> Values(YamlFrontMatterBlock block, Faults faults)
    {
        var values = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        var top = block.Line + 1; // the line '---' itself; YAML counts from the line below it
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(block.Lines.ToString()));
            if (yaml.Documents is not [{ RootNode: YamlMappingNode mapping }])
            {
                faults.Add(top, "The front matter is not a list of 'name: value' lines.");
                return values;
            }

            foreach (var (key, value) in mapping.Children)
            {
                var line = top + (int)key.Start.Line;
                if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } text })
                {
                    values[name] = (text.Trim(), line);
                }
                else
                {
                    faults.Add(line, $"The front matter's '{key}' is not plain text.");
                }
            }
        }
        catch (YamlException broken)
        {
            // The editor's slip, not ours: it is one more fault of the file.
            faults.Add(top + (int)broken.Start.Line, $"The front matter is broken: {broken.Message}");
        }

        return values;
    }
}
