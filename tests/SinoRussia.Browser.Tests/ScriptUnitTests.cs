using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>Unit tests of modules: runs each test of each file in the folder scripts on an empty page of the site.</summary>
public sealed partial class ScriptUnitTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/scripts-under-test/";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scripts");

    /// <summary>The tests, by their names in the files.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Tests => Directory.EnumerateFiles(Folder, "*.test.js").Order(StringComparer.Ordinal)
        .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(test => test.Groups["name"].Value)
            .Select(test => new TheoryDataRow<string, string>(Path.GetFileName(file), test) { TestDisplayName = $"{Path.GetFileName(file)}: {test}" }));

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task The_script_test_passes(string file, string test)
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.RouteAsync($"**{Address}**", AnswerAsync);
        await visit.OpenAsync($"{Address}page");

        await visit.Page.EvaluateAsync(
            "async ([file, test]) => { await import(file); await (await import('/scripts-under-test/check.js')).run(test); }",
            new[] { Address + file, test });
    }

    private static Task AnswerAsync(IRoute route) => route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
        ? route.FulfillAsync(new RouteFulfillOptions { Path = Path.Combine(Folder, Path.GetFileName(route.Request.Url)), ContentType = "text/javascript" })
        : route.FulfillAsync(new RouteFulfillOptions { Body = "<!DOCTYPE html><html lang=en><title>Empty</title><body data-base=\"/\">", ContentType = "text/html" });

    [GeneratedRegex("""^test\("(?<name>[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
