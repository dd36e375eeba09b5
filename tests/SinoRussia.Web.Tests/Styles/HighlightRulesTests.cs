using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Styles;

/// <summary>What keeps a page with a thousand marks quick to style, and shows them everywhere.</summary>
public sealed partial class HighlightRulesTests
{
    [Fact]
    public void Temporary_highlights_are_styled_only_at_the_root()
    {
        var rules = InStylesheets(Rule());

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.StartsWith(":root::highlight(", rule.TrimStart()));
    }

    // WebKit takes the shorthand with a line alone, and drops a longer one: then marks would differ by nothing but their colour.
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
