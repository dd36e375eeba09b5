using System.Net;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>Conditional requests: clients that have the newest content do not get it again, whichever header they send.</summary>
public sealed class ConditionalTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/p/p12")]
    [InlineData("/about")]
    [InlineData("/essay.md")]
    [InlineData("/cite.bib?p=p12")]
    [InlineData("/cite.json")]
    [InlineData("/manifest.webmanifest")]
    [InlineData("/service-worker.js")]
    [InlineData("/notes/export.md")]
    [InlineData("/notes/export.jsonld")]
    [InlineData("the stylesheet")]
    [InlineData("the script")]
    [InlineData("/annotations/")]
    [InlineData("a card")]
    [InlineData("the sentences")]
    public async Task Entity_tags_are_compared_weakly_one_by_one_and_a_star_matches_any(string named)
    {
        var app = shared.App;
        var reader = app.NewReader();
        var address = named switch
        {
            "a card" => $"/{Card.Of(app.Essay).Path}",
            "the stylesheet" => (await reader.OpenAsync("/")).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!,
            "the script" => (await reader.OpenAsync("/")).QuerySelector("script[src]")!.GetAttribute("src")!,
            "the sentences" => $"/sentences/{app.Essay.Revision}",
            _ => named,
        };
        using var first = await reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var opaque = first.Headers.ETag!.Tag;

        foreach (var (known, isKnown) in new[]
        {
            (opaque, true), ($"W/{opaque}", true), ("*", true), ($"\"other\", {opaque}", true), ($"W/\"other\",W/{opaque} , \"third\"", true),
            ("\"other\"", false), ("W/\"other\"", false), ("nonsense", false), (opaque.Trim('"'), false), ("", false),
        })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var request = new HttpRequestMessage(method, address);
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
                using var answer = await reader.SendAsync(request);

                Assert.True(answer.StatusCode == (isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK), $"{method} {address} answers {answer.StatusCode} to {known}");
            }
        }
    }

    [Theory]
    [InlineData("/essay.md")]
    [InlineData("/reading")]
    public async Task Changed_content_with_unchanged_text_changes_the_entity_tag(string address)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        using var before = await reader.GetAsync(address);
        var sources = Path.Combine(app.ContentFolder, "sources.yml");

        app.EditEssay(text => text);
        await File.WriteAllTextAsync(sources, (await File.ReadAllTextAsync(sources)).Replace("url: https://", "url: https://www.other.example/", StringComparison.Ordinal));
        app.EditEssay(text => text);
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await reader.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("other.example", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stylesheet_and_script_are_served_before_the_first_page()
    {
        await using var first = new ReaderApp();
        var page = await first.NewReader().OpenAsync("/");
        string[] addresses =
        [
            page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!,
            (await first.NewReader().OpenAsync("/notes")).QuerySelectorAll("link[rel=stylesheet]")[^1].GetAttribute("href")!,
            page.QuerySelector("script[src]")!.GetAttribute("src")!,
        ];

        await using var fresh = new ReaderApp();
        foreach (var address in addresses)
        {
            using var answer = await fresh.NewReader().GetAsync(address);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode); // and cached for ever in the published site (PublishedSiteTests)
        }
    }

    [Fact]
    public async Task A_readers_own_page_varies_by_cookie()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "the well-known American thinker");

        foreach (var address in new[] { "/", "/search?q=china", "/notes", "/p/p9/notes", "/cite", "/settings", "/shortcuts", "/no/such" })
        {
            using var answer = await reader.GetAsync(address);

            Assert.True(answer.Headers.Vary.Contains("Cookie"), address);
            Assert.True(answer.Headers.CacheControl is { Private: true } or { NoStore: true } or { NoCache: true }, address);
        }
    }
}
