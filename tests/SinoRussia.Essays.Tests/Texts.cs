using System.Text;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Tests;

/// <summary>Small essays for the tests.</summary>
internal static class Texts
{
    public const string Metadata = "---\ntitle: On Rivers\nlanguage: en\n---\n\n";

    public static Essay Parse(string body) => EssayParser.Parse(Metadata + body);

    public static IReadOnlyList<EssayFault> FaultsOf(string markdown) =>
        Assert.Throws<EssayFaultsException>(() => EssayParser.Parse(markdown)).Faults;

    public static Essay TheEssay() => TheEdition().Essay;

    public static Edition TheEdition() =>
        EditionParser.Parse(name => Path.Combine(AppContext.BaseDirectory, "content", name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null);

    /// <summary>An edition with an essay of one paragraph and these other files.</summary>
    public static Edition Edition(string paragraph, params (string Name, string Text)[] beside) =>
        EditionParser.Parse(FolderOf(paragraph, beside));

    public static IReadOnlyList<string> FaultsOfEdition(string paragraph, params (string Name, string Text)[] beside) =>
        [.. Assert.Throws<EssayFaultsException>(() => EditionParser.Parse(FolderOf(paragraph, beside))).Faults.Select(fault => fault.ToString())];

    private static Func<string, byte[]?> FolderOf(string paragraph, (string Name, string Text)[] beside)
    {
        var files = beside.Append(("essay.md", $"{Metadata}## So {{#so}}\n\n{{#p1}}\n{paragraph}")).ToDictionary(file => file.Item1, file => Encoding.UTF8.GetBytes(file.Item2));
        return files.GetValueOrDefault;
    }
}
