using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class FootnoteStatusesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Without_script_and_by_key_footnotes_can_be_filtered_by_status_and_links_still_reach_the_others()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.OpenAsync("/");
        var notes = visit.Page.Locator(".footnotes > ol > li");
        var all = await notes.CountAsync();

        await visit.Page.Locator("[name=footnotes-shown][value=all]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");

        var shown = notes.Locator("visible=true");
        await Expect(shown).ToHaveCountAsync(await visit.Page.Locator("li[data-status=correction]").CountAsync());
        Assert.Equal(all, await notes.CountAsync());
        await Expect(visit.Page.Locator("#fn-kaczmarski")).ToHaveAttributeAsync("value", visit.App.Essay.Footnotes.Single(footnote => footnote.Label == "kaczmarski").Number.ToString());

        await visit.Page.Locator("#ref-stalin").ClickAsync();
        await Expect(visit.Page.Locator("#fn-stalin")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#fn-korea")).ToBeHiddenAsync();
    }
}
