using System.Text;
using System.Text.RegularExpressions;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Tests;

/// <summary>The first three sections of the essay, with their footnotes and the sources that these cite: a page of a third of the length for tests to which the
/// length is all the same. The words and the ids are those of the whole essay.</summary>
internal static partial class ShortContent
{
    private const string FirstLeftOut = "## Kirchberger";

    private static readonly Lock making = new();
    private static Dictionary<string, string>? made;

    /// <summary>Writes the files of the short edition into a folder.</summary>
    /// <param name="whole">The folder with the whole one.</param>
    public static void CopyTo(string folder, string whole)
    {
        lock (making)
        {
            made ??= Make(name => File.ReadAllText(Path.Combine(whole, name)));
        }

        foreach (var (name, text) in made)
        {
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
        }
    }

    private static Dictionary<string, string> Make(Func<string, string> read)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EditionParser.EssayFile] = Shortened(read(EditionParser.EssayFile)),
            [EditionParser.SourcesFile] = read(EditionParser.SourcesFile),
        };
        try
        {
            EditionParser.Parse(name => files.TryGetValue(name, out var text) ? Encoding.UTF8.GetBytes(text) : null);
        }
        catch (EssayFaultsException orphans)
        {
            var keys = orphans.Faults.Select(fault => EditableContent.Orphan().Match(fault.Message)).Where(match => match.Success).Select(match => match.Groups["key"].Value).ToHashSet();
            files[EditionParser.SourcesFile] = string.Join("\n- key: ", files[EditionParser.SourcesFile].Split("\n- key: ").Where(entry => !keys.Contains(entry.Split('\n')[0].Trim())));
        }

        return files;
    }

    private static string Shortened(string essay)
    {
        var end = essay.IndexOf(FirstLeftOut, StringComparison.Ordinal);
        var text = essay[..end];
        var labels = Reference().Matches(text).Select(match => match.Groups["label"].Value).ToHashSet(StringComparer.Ordinal);
        var footnotes = Footnotes().Split(essay[end..]).Skip(1).Where(footnote => labels.Contains(Reference().Match(footnote).Groups["label"].Value));
        var kept = $"{text}\n{string.Concat(footnotes)}";
        var withoutOthers = Reference().Replace(kept, match => labels.Contains(match.Groups["label"].Value) ? match.Value : "");
        return EditableContent.LinkToDependent().Replace(withoutOthers, "${words}");
    }

    [GeneratedRegex(@"\[\^(?<label>[^\]]+)\]")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^(?=\[\^[^\]]+\]:)", RegexOptions.Multiline)]
    private static partial Regex Footnotes();
}
