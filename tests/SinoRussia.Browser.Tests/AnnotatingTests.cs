using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class AnnotatingTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task Words_selected_with_the_mouse_are_highlighted_and_stay_so_after_a_reload()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/p/p10");
        await visit.Page.Locator("#p10").ScrollIntoViewIfNeededAsync();
        var box = (await visit.Page.Locator("#p10").BoundingBoxAsync())!;

        await visit.Page.Mouse.MoveAsync(box.X + 2, box.Y + 14);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + 200, box.Y + 14, new MouseMoveOptions { Steps = 5 });
        await Expect(visit.Toolbar).ToBeHiddenAsync();
        await visit.Page.Mouse.UpAsync();
        await visit.Toolbar.Locator(".swatch[data-colour=green]").ClickAsync();

        await Expect(visit.Page.Locator("#p10 mark[data-colour=green]")).ToHaveCountAsync(1);
        var marked = await visit.Page.Locator("#p10 mark").TextContentAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(marked!);
        Assert.StartsWith("Friedman comes", marked);
    }

    [Fact]
    public async Task A_key_pressed_right_after_a_selection_applies_to_the_selection()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");

        foreach (var (word, count) in new[] { ("deceptive", 1), ("analysis", 2) })
        {
            var place = await visit.Page.EvaluateAsync<double[]>(
                """
                async word => {
                  const { essayText, rangeOf } = await import("/js/text/text-offsets.js");
                  const start = essayText().indexOf(word, essayText().indexOf("Friedman comes"));
                  const range = rangeOf({ start, end: start + word.length });
                  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
                  const { left, top, width, height } = range.getBoundingClientRect();
                  return [left + width / 2, top + height / 2];
                }
                """, word);
            await visit.Page.Mouse.DblClickAsync((float)place[0], (float)place[1]);
            await visit.Page.Keyboard.PressAsync("h");

            await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(count);
            Assert.Contains(word, await visit.Page.Locator("#p10 mark").AllTextContentsAsync());
        }
    }

    [Fact]
    public async Task Partly_selected_words_are_marked_completely()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");

        await visit.HighlightAsync("riedman comes to the mos");

        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync("Friedman comes to the most");
    }

    [Fact]
    public async Task A_note_is_written_opened_by_click_and_by_key_changed_deleted_and_restored()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.TypeAsync("Important to *whom*?");
        await visit.Panel.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save privately" }).ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToContainTextAsync("Only you see it");

        await visit.Page.ReloadAsync();
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await Expect(visit.Panel.Locator(".note-body em")).ToHaveTextAsync("whom");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Panel).ToBeHiddenAsync();

        await visit.Page.Locator("#p10 .mark-link").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Panel).ToBeVisibleAsync();
        await visit.Panel.Locator(".note-body").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("Important to him.");
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visit.Panel.Locator(".note-body")).ToHaveTextAsync("Important to him.");
        await visit.Panel.Locator("input[value=blue]").CheckAsync();
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]")).ToHaveCountAsync(1);

        await visit.Panel.Locator(".delete button").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(0);
        await visit.Page.Locator("#status button").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Each_of_two_overlapping_marks_can_be_opened()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("the most important issue in his analysis");
        await visit.HighlightAsync("issue in his analysis, saying that", "rose");

        await visit.Page.Locator("#p10 mark[data-under]").ClickAsync();
        await Expect(visit.Panel.Locator(".note-card")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_footnote_link_inside_a_mark_still_leads_to_its_footnote()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Geopolitical Futures,\" the well-known");

        await Task.Delay(500, TestContext.Current.CancellationToken); // where the toolbar stood, a click within 400 ms counts as half of a double click
        await visit.Page.Locator("#ref-friedman").ClickAsync();

        await Expect(visit.Page.Locator("#fn-friedman")).ToBeFocusedAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_selection_outside_the_essay_offers_nothing()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();

        await visit.Page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('h1'))");

        await Expect(visit.Toolbar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_link_to_a_passage_can_be_copied()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Beijing-Moscow relations");
        await visit.Toolbar.GetByText("Copy link").ClickAsync();

        await Expect(visit.Page.Locator("#status")).ToContainTextAsync("Link to this passage copied");
        Assert.Matches("/p/p9/w31-33-[0-9a-f]{4}#p9:~:text=Beijing%2DMoscow%20relations$", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task On_a_phone_a_selection_can_be_highlighted_and_its_note_read()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            HasTouch = true, IsMobile = true, ViewportSize = new ViewportSize { Width = 360, Height = 740 },
        });
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator(".swatch[data-colour=rose]").TapAsync();
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(1);

        await visit.Page.Locator("#p10 mark").First.TapAsync();

        await Expect(visit.Panel.Locator(".inspector")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task In_the_list_one_click_recolours_and_each_change_can_be_undone()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Beijing-Moscow relations");
        await visit.OpenAsync("/notes");
        var card = visit.Page.Locator(".entry > .note-card");

        await card.HoverAsync();
        await card.Locator(".note-actions > .colours .colour[data-colour=violet]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Recoloured violet.");
        await Expect(card).ToHaveAttributeAsync("data-colour", "violet");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Control+z");
        await Expect(card).ToHaveAttributeAsync("data-colour", "amber");

        await card.HoverAsync();
        await card.Locator(".edit summary").ClickAsync();
        await card.Locator("textarea").FillAsync("a thought");
        await card.Locator("[name=tags]:not([type])").FillAsync("history");
        await card.Locator(".edit .primary").ClickAsync();
        await Expect(card.Locator(".note-body")).ToHaveTextAsync("a thought");
        await Expect(card.Locator("p.tags")).ToHaveTextAsync("history");
        await visit.Status.Locator(".undo").ClickAsync();
        await Expect(card.Locator(".note-body, p.tags")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_the_list_the_colours_come_also_to_a_pointer_that_was_there_before_the_script()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Beijing-Moscow relations");
        var hovered = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/*my-notes*.js", async route =>
        {
            await hovered.Task;
            await route.ContinueAsync();
        });
        await visit.OpenAsync("/notes");
        var card = visit.Page.Locator(".entry > .note-card");
        await card.HoverAsync();
        await Expect(card.Locator(".note-actions > .colours")).ToHaveCountAsync(0);

        hovered.SetResult();

        await Expect(card.Locator(".note-actions > .colours .colour[data-colour=violet]")).ToBeVisibleAsync();
    }
}
