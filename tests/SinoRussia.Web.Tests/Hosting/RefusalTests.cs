using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The reasons why something is refused.</summary>
public sealed partial class RefusalTests
{
    // Scripts and programs tell refusals apart by their codes.
    [Fact]
    public void Every_refusal_has_a_code_of_its_own()
    {
        var codes = Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).SelectMany(file => Declared().Matches(File.ReadAllText(file))).Select(found => found.Groups["code"].Value).ToList();

        Assert.True(codes.Count > 50);
        Assert.Empty(codes.CountBy(code => code).Where(code => code.Value > 1).Select(code => code.Key));
    }

    private static string Sources => Path.Combine(
        Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!, "src", "SinoRussia.Web");

    [GeneratedRegex(@"Refusal \w+(?:\([^)]*\))? =>?\s*new\(\s*""(?<code>[a-z-]+)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declared();
}
