using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>What is written in a card and not saved.</summary>
public sealed class CardDraftsTests(Site site) : IClassFixture<Site>
{
    private const string Words = "Friedman comes to the most important issue";

    private static readonly BrowserNewContextOptions Desktop = new() { ViewportSize = new ViewportSize { Width = 1280, Height = 720 } };

    [Fact]
    public async Task An_edit_left_by_Escape_or_by_a_click_beside_stays_as_a_draft_and_says_so()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "first");
        await visit.Page.Locator("#p10 mark").First.ClickAsync();
        await visit.Panel.Locator(".note-body").ClickAsync();
        await visit.Page.Keyboard.TypeAsync(" and more");

        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Panel.Locator(".note-body")).ToHaveTextAsync("first");
        await Expect(visit.Panel.Locator(".draft-offer")).ToContainTextAsync("kept as a draft");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveTextAsync("draft");
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToBeFocusedAsync();

        await visit.Page.Locator("#p10 .unsaved").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("first and more");
        await visit.Page.Mouse.ClickAsync(600, 90);
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveTextAsync("draft");
    }

    [Fact]
    public async Task A_discarded_draft_comes_back_with_its_words_tags_and_colour()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("half a thought");
        await visit.Panel.Locator("[name=tags]").FillAsync("war,");
        await visit.Panel.Locator("input[value=violet]").CheckAsync();
        Assert.Equal(Words, await visit.Page.EvaluateAsync<string>("[...CSS.highlights.get('draft-violet')].join()"));

        await visit.Panel.Locator("[data-act=discard]").ClickAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(0);
        await visit.Status.GetByText("Undo").ClickAsync();

        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("half a thought");
        await Expect(visit.Panel.Locator("label.tag")).ToHaveTextAsync(["war"]);
        await visit.Panel.Locator("textarea").PressAsync("Control+Enter");
        await Expect(visit.Page.Locator("#p10 mark[data-colour=violet]:not([data-state])")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("half a thought");
    }
}
