using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Pages.Reading;

public sealed class SearchTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_search_links_each_match_to_its_place_in_the_essay_and_marks_it_there()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var results = await reader.OpenAsync("/search?q=ILLUSION%20alliánce");
        var link = results.QuerySelector(".found-list a[href^='/p/p9?']")!;
        var page = await reader.OpenAsync(link.GetAttribute("href")!);

        Assert.EndsWith("#p9", link.GetAttribute("href"));
        Assert.Contains("Illusion", page.QuerySelectorAll("#p9 mark.found").Select(mark => mark.TextContent));
        Assert.Equal("/p/p9", page.QuerySelectorAll(".found-bar a").Single(a => a.TextContent == "Clear").GetAttribute("href"));
        Assert.Empty((await reader.OpenAsync("/p/p9")).QuerySelectorAll("mark, .found-bar"));
    }

    [Fact]
    public async Task The_page_links_from_each_match_to_the_next_and_the_previous()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var links = (await reader.OpenAsync("/search?q=friedman")).QuerySelectorAll(".found-place a").Select(a => a.GetAttribute("href")!).ToList();

        var walked = new List<string> { links[0] };
        while ((await reader.OpenAsync(walked[^1])).QuerySelector(".found-bar [rel=next]")?.GetAttribute("href") is { } next)
        {
            walked.Add(next);
        }

        Assert.True(links.Count > 2);
        Assert.Equal(links, walked);
        Assert.Equal(links[^2], (await reader.OpenAsync(links[^1])).QuerySelector(".found-bar [rel=prev]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_search_finds_the_readers_own_notes_and_nobody_elses()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "A *zebra* in 俄羅斯");

        var mine = await reader.OpenAsync("/search?q=zebra+羅斯");
        var others = await app.NewReader().OpenAsync("/search?q=zebra");

        Assert.Equal($"/notes/{id}", mine.QuerySelector(".found-list a")!.GetAttribute("href"));
        Assert.Equal(["zebra", "羅斯"], mine.QuerySelectorAll(".excerpt mark").Select(mark => mark.TextContent));
        Assert.Contains("No results", others.Body!.TextContent);
    }

    [Theory]
    [InlineData("/search", "quotation marks")]
    [InlineData("/search?q=%20", "quotation marks")]
    [InlineData("/search?q=%3F%3F", "No results")] // symbols are searched for literally
    [InlineData("/search?q=%22%22", "Nothing to search for")]
    [InlineData("/search?q=xylophone", "No results")]
    [InlineData("/p/p9?q=xylophone", "is not in the essay")]
    public async Task An_empty_query_and_a_query_without_matches_are_explained(string address, string words)
    {
        var app = shared.App;

        Assert.Contains(words, (await app.NewReader().OpenAsync(address)).Body!.TextContent);
    }

    [Fact]
    public async Task A_query_is_shown_as_text_and_never_as_markup()
    {
        var app = shared.App;
        var reader = app.NewReader();
        foreach (var address in new[] { "/search?q=", "/p/p9?q=" })
        {
            using var answer = await reader.GetAsync(address + Uri.EscapeDataString("<script>alert(1)</script>\" onfocus=\"x"));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync());
        }
    }
}
