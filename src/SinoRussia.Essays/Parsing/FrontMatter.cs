using System.Text.RegularExpressions;
using Markdig.Extensions.Yaml;
using YamlDotNet.RepresentationModel;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the YAML block at the top of the essay: a flat mapping of known names to text.</summary>
internal static partial class FrontMatter
{
    private const string What = "The front matter";

    public static EssayMetadata Read(YamlFrontMatterBlock? block, Faults faults)
    {
        if (block is null)
        {
            faults.Add(1, $"{What} is missing: the file begins with a line '---', 'title: …', 'language: …' and a line '---'.");
            return Nothing;
        }

        var top = block.Line + 1; // the line '---'; YAML counts from the line below it
        var faultsBefore = faults.Count;
        if (YamlText.Load(block.Lines.ToString(), What, faults, top) is not YamlMappingNode mapping)
        {
            if (faults.Count == faultsBefore)
            {
                faults.Add(top, $"{What} is not a list of 'name: value' lines.");
            }

            return Nothing;
        }

        var entry = new YamlEntry(mapping, What, faults, top) { Line = 1 };
        var metadata = new EssayMetadata
        {
            Id = Id(entry, faults),
            Title = entry.Required("title"),
            Language = Language(entry, faults),
            Subtitle = entry.Optional("subtitle"),
            Author = entry.Optional("author"),
            Publication = entry.Optional("publication"),
            Published = entry.Optional("published"),
            Source = entry.WebAddress("source"),
            Description = entry.Optional("description"),
            PictureCredit = entry.Optional("pictureCredit"),
        };
        entry.RefuseTheRest();
        return metadata;
    }

    private static EssayMetadata Nothing { get; } = new() { Title = "", Language = "" };

    // Stored with every mark, so it must not be normalised: an editor has to write it in its one form.
    private static string Id(YamlEntry entry, Faults faults)
    {
        var line = entry.LineOf("id");
        if (entry.Optional("id") is not { } id)
        {
            return EssayMetadata.DefaultId;
        }

        if (!WellFormedId().IsMatch(id))
        {
            faults.Add(line, $"'{id}' is not an id of an essay. Write up to 64 lower-case letters, digits and hyphens, beginning with a letter.");
        }

        return id;
    }

    // Browsers choose fonts and voices by it, and Intl.Segmenter throws for a tag that is not well formed.
    private static string Language(YamlEntry entry, Faults faults)
    {
        var line = entry.LineOf("language");
        var tag = entry.Required("language");
        if (tag.Length > 0 && !IsLanguage(tag))
        {
            faults.Add(line, $"'{tag}' is not a language tag. Write one such as 'en', 'en-GB', 'zh-Hans' or 'fa', with hyphens.");
        }

        return tag;
    }

    /// <summary>Whether a text is a BCP 47 language tag.</summary>
    public static bool IsLanguage(string tag) => Bcp47().IsMatch(tag);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex WellFormedId();

    // RFC 5646, section 2.1, without grandfathered tags: language, script, region, variants, extensions, private use.
    [GeneratedRegex(
        @"^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
