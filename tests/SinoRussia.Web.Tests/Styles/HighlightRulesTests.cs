using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Styles;

/// <summary>What keeps a page with a thousand marks quick to style.</summary>
public sealed partial class HighlightRulesTests
{
    [Fact]
    public void Passing_paint_is_styled_at_the_root_alone()
    {
        var root = Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!;
        var rules = Directory.EnumerateFiles(Path.Combine(root, "wwwroot", "css"), "*.css").SelectMany(file => Rule().Matches(File.ReadAllText(file))).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.StartsWith(":root::highlight(", rule.Value.TrimStart()));
    }

    [GeneratedRegex(@"^.*::highlight\(.*\{", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
