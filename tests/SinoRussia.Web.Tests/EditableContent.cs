using System.Text;
using System.Text.RegularExpressions;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Tests;

/// <summary>Content without the files that depend on every paragraph of the essay, without the links to them and without the sources that only they cite.</summary>
internal static partial class EditableContent
{
    private static readonly string[] Dependent =
    [
        EditionParser.IntroductionFile, EditionParser.NoteOnTheTextFile, EditionParser.SpeakersFile, EditionParser.ParallelsFile, EditionParser.WordsFile,
        EditionParser.SinceFile, EditionParser.QuestionsFile, EditionParser.IndexFile,
    ];

    public static void Apply(string folder)
    {
        if (!Dependent.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            return;
        }

        var essay = Path.Combine(folder, EditionParser.EssayFile);
        File.WriteAllText(essay, LinkToDependent().Replace(File.ReadAllText(essay), "${words}"), new UTF8Encoding(false));
        try
        {
            EditionParser.Parse(name => !Dependent.Contains(name) && Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null);
        }
        catch (EssayFaultsException orphans)
        {
            var keys = orphans.Faults.Select(fault => Orphan().Match(fault.Message)).Where(match => match.Success).Select(match => match.Groups["key"].Value).ToHashSet();
            Keep(Path.Combine(folder, EditionParser.SourcesFile), "\n- key: ", entry => !keys.Contains(entry.Split('\n')[0].Trim()));
            Keep(Path.Combine(folder, EditionParser.ReadingFile), "\n- part: ", entry => !keys.Any(key => entry.Contains($"\n  source: {key}\n", StringComparison.Ordinal)));
        }

        foreach (var name in Dependent)
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    private static void Keep(string file, string start, Func<string, bool> isKept) =>
        File.WriteAllText(file, string.Join(start, File.ReadAllText(file).Split(start).Where(isKept)), new UTF8Encoding(false));

    [GeneratedRegex("^Nothing cites the source '(?<key>[^']+)'")]
    public static partial Regex Orphan();

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\((introduction|text)\.md\)")]
    public static partial Regex LinkToDependent();
}
