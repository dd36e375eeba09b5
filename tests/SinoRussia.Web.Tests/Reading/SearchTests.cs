using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Reading;

public sealed class SearchTests
{
    [Fact]
    public async Task Words_are_found_in_the_essay_and_each_find_leads_to_its_place_where_it_is_marked()
    {
        await using var app = new ReaderApp();
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
    public async Task From_one_find_the_page_leads_on_to_the_next_and_back()
    {
        await using var app = new ReaderApp();
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
    public async Task What_I_wrote_is_found_by_me_and_by_nobody_else()
    {
        await using var app = new ReaderApp();
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
    [InlineData("/search?q=%3F%3F", "No results")] // signs are looked for as they stand
    [InlineData("/search?q=%22%22", "Nothing to search for")]
    [InlineData("/search?q=xylophone", "No results")]
    [InlineData("/p/p9?q=xylophone", "is not in the essay")]
    public async Task Asking_for_nothing_or_in_vain_is_answered_plainly(string address, string words)
    {
        await using var app = new ReaderApp();

        Assert.Contains(words, (await app.NewReader().OpenAsync(address)).Body!.TextContent);
    }

    [Fact]
    public async Task A_query_is_text_and_never_markup()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        foreach (var address in new[] { "/search?q=", "/p/p9?q=" })
        {
            using var answer = await reader.GetAsync(address + Uri.EscapeDataString("<script>alert(1)</script>\" onfocus=\"x"));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync());
        }
    }
}
