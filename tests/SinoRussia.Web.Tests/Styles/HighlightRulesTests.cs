using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Styles;

/// <summary>Style rules that keep a page with a thousand marks fast, and highlights visible in every engine.</summary>
public sealed partial class HighlightRulesTests
{
    [Fact]
    public void Temporary_highlights_are_styled_only_at_the_root()
    {
        var rules = InStylesheets(Rule());

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.StartsWith(":root::highlight(", rule.TrimStart()));
    }

    // WebKit supports the text-decoration shorthand here only with a line, and drops a declaration with more values: marks would then differ only in
    // colour.
    [Fact]
    public void Highlight_lines_use_properties_that_every_engine_supports() =>
        Assert.All(InStylesheets(Line()), line => Assert.Matches("^text-decoration: [a-z-]+$", line));

    private static List<string> InStylesheets(Regex pattern)
    {
        var root = Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!;
        return [.. Directory.EnumerateFiles(Path.Combine(root, "wwwroot", "css"), "*.css").SelectMany(file => pattern.Matches(File.ReadAllText(file))).Select(match => match.Value)];
    }

    [GeneratedRegex(@"^.*::highlight\(.*\{", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();

    [GeneratedRegex("text-decoration: [^;}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
