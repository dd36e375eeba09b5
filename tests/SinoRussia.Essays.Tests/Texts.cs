using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Tests;

/// <summary>Small essays for the tests.</summary>
internal static class Texts
{
    public const string Matter = "---\ntitle: On Rivers\nlanguage: en\n---\n\n";

    public static Essay Parse(string body) => EssayParser.Parse(Matter + body);

    public static IReadOnlyList<EssayFault> FaultsOf(string markdown) =>
        Assert.Throws<EssayFaultsException>(() => EssayParser.Parse(markdown)).Faults;

    public static Essay TheEssay() => EssayParser.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "content", "essay.md")));
}
