using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>The same words again are the same mark, whether they are marked by mouse, by key, in another tab or without a connection.</summary>
public sealed class SameWordsTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task Selecting_a_mark_again_shows_its_colour_recolours_it_and_deletes_it_and_each_step_can_be_undone()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var colour = (string name) => Expect(visit.Page.Locator($"#p10 mark[data-colour={name}]:not([data-state])")).ToHaveCountAsync(1);
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar.Locator("[data-act=remove]")).ToBeHiddenAsync();
        await visit.Toolbar.Locator(".swatch[data-colour=amber]").ClickAsync();
        await colour("amber");

        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar.Locator(".swatch[aria-pressed=true]")).ToHaveAttributeAsync("data-colour", "amber");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("3");
        await colour("blue");
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(1);

        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=remove]").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(0);

        foreach (var (key, expected) in new[] { ("u", "blue"), ("Control+z", "amber") })
        {
            await visit.Page.Keyboard.PressAsync(key);
            await colour(expected);
        }

        await visit.Page.Keyboard.PressAsync("u");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Enter_and_then_N_on_a_sentence_make_one_annotation_and_the_focus_stays_where_the_reader_is()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var keys = visit.Page.Keyboard;
        await visit.Page.Locator("#p10 .number").FocusAsync();
        await keys.PressAsync("s");
        await Expect(visit.Page.Locator(".sentence-panel :checked")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("2");
        await Expect(visit.Page.Locator("#p11 mark[data-colour=green]:not([data-state])")).ToHaveCountAsync(2); // before and after a footnote's number
        await Expect(visit.Page.Locator("#p11 .mark-link")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".sentence-panel .swatch[aria-pressed=true]")).ToHaveAttributeAsync("data-colour", "green");
        await keys.PressAsync("Shift+ArrowDown");
        await keys.PressAsync("4");
        await Expect(visit.Page.Locator("#p11 .mark-link")).ToHaveCountAsync(2); // another range
        await keys.PressAsync("u");
        await Expect(visit.Page.Locator("#p11 .mark-link")).ToHaveCountAsync(1);

        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("Escape");
        await Expect(visit.Page.Locator("#p11 .number")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Without_a_connection_two_tabs_write_one_note_on_the_same_words()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var first = await visit.NewTabAsync("/");
        await visit.Page.Context.RouteAsync("**/notes?handler=Mark", route => route.AbortAsync());
        await visit.WriteAsync(Words, "in the second tab");
        await Expect(first.Locator("#p10 .unsaved")).ToHaveCountAsync(1);

        visit.Turn(first);
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar.Locator(".swatch[aria-pressed=true]")).ToHaveAttributeAsync("data-colour", "amber");
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("in the second tab");
        await visit.Panel.Locator("textarea").FillAsync("in both tabs");
        await visit.Panel.Locator(".primary").ClickAsync();
        await visit.Page.Context.UnrouteAsync("**/notes?handler=Mark");
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('online'))");

        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(0);
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".note-card .note-body")).ToHaveTextAsync("in both tabs");
    }

    [Fact]
    public async Task A_double_click_on_a_colour_does_not_reach_what_is_behind_the_toolbar()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator(".swatch[data-colour=green]").DblClickAsync();

        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(1);
        await Expect(visit.Panel).ToBeHiddenAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("getSelection().isCollapsed && location.hash === ''"));
    }

    [Theory]
    [InlineData(".primary")]
    [InlineData(".delete button")]
    [InlineData(".close")]
    public async Task A_double_click_on_what_closes_a_card_does_not_reach_what_is_behind_it(string control)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 700, Height = 800 } }); // the card is over the text
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator(".swatch[data-colour=green]").ClickAsync();
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(1);
        await visit.Page.Locator("#p10 .mark-link").PressAsync(control is ".primary" ? "n" : "Enter");
        await Expect(visit.Panel).ToBeVisibleAsync();

        await visit.Panel.Locator(control).DblClickAsync();

        if (control is not ".primary")
        {
            await Expect(visit.Panel).ToBeHiddenAsync();
        }

        await Task.Delay(500, TestContext.Current.CancellationToken); // the time after which a selection opens the toolbar
        await Expect(visit.Toolbar).ToBeHiddenAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("getSelection().isCollapsed && location.hash === ''"));
    }
}
