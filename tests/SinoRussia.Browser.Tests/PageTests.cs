using Microsoft.Playwright;
using SinoRussia.Web.Sharing;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class PageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Without_script_a_reader_can_highlight_a_sentence_and_write_change_and_delete_a_note()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.OpenAsync("/");
        await visit.Page.Locator("#ref-friedman").ClickAsync();
        await visit.Page.Locator("#fn-friedman .backlink").ClickAsync();
        Assert.EndsWith("#ref-friedman", visit.Page.Url);

        await visit.OpenAsync("/p/p11/notes");
        await visit.Page.Locator(".sentences input").Nth(1).CheckAsync();
        await visit.Page.Locator(".sentences").Locator("xpath=ancestor::form").Locator("button.primary").ClickAsync();
        await Expect(visit.Page.Locator("#p11 mark")).ToContainTextAsync("It is at best an alliance");

        await visit.Page.Locator("#paragraph-note").FillAsync("On the whole paragraph");
        await visit.Page.Locator("#paragraph-note").Locator("xpath=ancestor::form").Locator("button.primary").ClickAsync();
        var card = visit.Page.Locator(".note-card", new PageLocatorOptions { HasText = "On the whole paragraph" });
        await Expect(card).ToHaveCountAsync(1);

        await card.Locator("summary").ClickAsync();
        await card.Locator("textarea").FillAsync("Changed");
        await card.Locator(".edit button.primary").ClickAsync();
        await Expect(visit.Page.Locator(".note-body")).ToHaveTextAsync("Changed");

        await visit.Page.Locator(".note-card", new PageLocatorOptions { HasText = "Changed" }).Locator(".delete button").ClickAsync();
        await Expect(visit.Page.GetByText("It is in the bin")).ToBeVisibleAsync();
    }

    [Fact]
    public Task Axe_finds_nothing_on_any_page() => OnAnyPageAsync(visit => visit.AssertAccessibleAsync());

    [Fact]
    [Nightly]
    public Task Axe_finds_nothing_on_any_page_in_either_theme() => OnAnyPageAsync(visit => visit.AssertAccessibleInBothThemesAsync());

    private async Task OnAnyPageAsync(Func<Visit, Task> check)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("the well-known American thinker", "blue");
        await visit.WriteAsync("an alliance “on paper,”", "A note with `code`, a [link](/people) and\n\n> a quotation.");
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(1); // saved

        foreach (var address in (string[])
        [
            "/", "/p/p9?q=american", "/p/p9/notes", "/notes", "/notes?q=nothing", "/notes/bin", "/notes/everything", "/search", "/search?q=american",
            "/search?q=nothinglikeit", "/reading", "/cite", "/about", "/settings", "/shortcuts", "/offline", "/p/nope",
            .. SupplementPage.Of(visit.App.Edition).Select(beside => $"/{beside.Page.Path}"),
        ])
        {
            await visit.OpenAsync(address);
            await check(visit);
        }
    }

    [Fact]
    public async Task Axe_finds_nothing_while_a_tool_is_open()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1024, Height = 800 } });
        await visit.OpenAsync("/");
        await visit.SelectAsync("the well-known American thinker");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("passage-toolbar");

        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync();
        await visit.AssertAccessibleInBothThemesAsync("#note-panel");
        await visit.Panel.Locator("textarea").FillAsync("A note.");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(1);

        await visit.Page.Locator("#p9 .highlight").ClickAsync();
        await Expect(visit.Panel.Locator(".note-card")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("#note-panel");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Page.Locator(".place-button").ClickAsync();
        await Expect(visit.Page.Locator("#contents:popover-open")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("#contents");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Page.Locator(".settings-link").ClickAsync();
        await Expect(visit.Page.Locator("#settings-panel form")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("#settings-panel");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.Locator("dialog h1")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("dialog");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(820)]
    [InlineData(1280)]
    public async Task No_page_scrolls_sideways(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        foreach (var address in new[] { "/", "/p/p9/notes", "/notes", "/settings", "/about" }.Concat(SupplementPage.Of(visit.App.Edition).Select(beside => $"/{beside.Page.Path}")))
        {
            await visit.OpenAsync(address);
            Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} is wider than {width} px.");
        }
    }

    [Theory]
    [InlineData(700)]
    [InlineData(960)]
    [InlineData(1024)]
    [InlineData(1280)]
    public async Task The_bar_stays_on_one_line_and_shows_the_place_before_the_title(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await visit.OpenAsync("/p/p7#p7");
        await Expect(visit.Page.Locator(".place-button")).ToContainTextAsync("After Bipolarity");

        var wrong = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(".site-bar :is(a, button)")].filter(entry => entry.checkVisibility()).filter(entry => {
              const words = entry.querySelector("span") ?? entry;
              const range = document.createRange();
              range.selectNodeContents(words.firstChild);
              const isCut = words.scrollWidth > words.clientWidth && entry.matches(".place-button");
              return isCut || new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
            }).map(entry => entry.textContent)
            """);

        Assert.Empty(wrong);
    }
}
