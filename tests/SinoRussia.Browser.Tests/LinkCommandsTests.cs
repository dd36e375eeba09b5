using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Commands that copy links and citations, and where a link to a passage leads.</summary>
public sealed class LinkCommandsTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task Paragraphs_and_sections_have_link_and_citation_commands_beside_them()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var copied = () => visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

        await visit.Page.Locator("#friedman-h .permalink").ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToHaveTextAsync("Link to this section copied.");
        Assert.EndsWith("/s/friedman#friedman", await copied());

        await visit.Page.Locator("#p11 .number").ClickAsync();
        await visit.Page.Locator("#paragraph-menu [data-act=link]").ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToHaveTextAsync("Link to paragraph 11 copied.");
        Assert.EndsWith("/p/p11#p11", await copied());

        await visit.SelectAsync("It is at best an alliance “on paper,”");
        await visit.Toolbar.Locator("[data-act=cite]").ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToHaveTextAsync("Quotation copied with its source.");
        Assert.Matches("^“It is at best an alliance ‘on paper,’” — .*“Paradoxes of Sino-Russian Alliance: Forbidden Desire,” Majalla, 2022, ¶ 11, http.*/p/p11/w[^#]+#p11:~:text=.+$", await copied());
    }

    [Theory]
    [InlineData("Geopolitical Futures,\"", "Geopolitical Futures,\"")]
    [InlineData("Futures,\" the well-known American", "Futures,\" the well-known American")] // across a footnote reference
    [InlineData("lliance “on pap", "alliance “on paper")] // widened to whole words
    [InlineData("turned the global strategic landscape upside down at the end of the twentieth century.\nAfter Bipolarity", "turned the global strategic landscape upside down at the end of the twentieth century.")] // ends in another block
    public async Task A_link_to_a_passage_scrolls_to_it_and_marks_it(string words, string marked)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(words);
        await visit.Toolbar.Locator("[data-act=link]").ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToContainTextAsync("copied");

        var link = await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.GotoAsync(link.Replace("#p", "#q", StringComparison.Ordinal)); // the id does not exist, so only the text fragment can scroll

        Assert.True(await visit.Page.EvaluateAsync<bool>(
            """
            async words => {
              const { essayText, rangeOf } = await import("/js/text/text-offsets.js");
              const start = essayText().indexOf(words);
              const box = rangeOf({ start, end: start + words.length }).getBoundingClientRect();
              return scrollY > 0 && box.top >= 0 && box.top < innerHeight;
            }
            """, marked), link);
    }
}
