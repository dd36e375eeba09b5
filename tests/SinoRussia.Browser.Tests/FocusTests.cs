using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>The focused element is visible and not covered (WCAG 2.2, 2.4.11), whatever is open and however small the window is.</summary>
public sealed class FocusTests(Site site) : IClassFixture<Site>
{
    private const int Steps = 25; // more than the tab stops of any overlay
    private const int AfterOverlay = 3; // frames

    // A pointer at the middle of one of the element's lines would hit the element, a part of it, or an element around it. Waits a moment (in
    // frames), because closing an overlay goes back in the history, and the browser then restores the earlier scroll position.
    private const string Hidden =
        """
        async least => {
          const isSeen = element => [...element.getClientRects()].some(({ left, top, width, height }) => {
            const hit = document.elementFromPoint(left + width / 2, top + height / 2);
            return hit && (element.contains(hit) || hit.contains(element));
          });
          for (let frame = 0; frame < 60; frame++) {
            await new Promise(next => requestAnimationFrame(next));
            const element = document.activeElement;
            if (frame >= least && (element === document.body || isSeen(element))) return "";
          }
          return document.activeElement.outerHTML.slice(0, 200);
        }
        """;

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(320, 256)] // 1280 × 1024 at 400 %
    public Task Tab_moves_through_and_out_of_every_overlay_and_the_focus_is_never_hidden(int width, int height) => TabThroughOverlaysAsync(width, height);

    [Theory]
    [Nightly]
    [InlineData(390, 844)]
    [InlineData(320, 640)]
    public Task Tab_moves_through_and_out_of_every_overlay_of_a_phone_and_the_focus_is_never_hidden(int width, int height) => TabThroughOverlaysAsync(width, height);

    private async Task TabThroughOverlaysAsync(int width, int height)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        await visit.OpenAsync("/");
        await visit.WriteAsync("Friedman comes to the most important issue", "a note");
        var id = await visit.Page.Locator("#p10 .mark-link").GetAttributeAsync("data-annotation");
        var overlays = new Dictionary<string, Func<Task>>
        {
            ["paragraph menu"] = () => PressAsync(visit, "#p12 .number", "#paragraph-menu"),
            ["footnote"] = () => PressAsync(visit, "#p18 .noteref", ".footnotes li:is([data-active], :popover-open)"),
            ["the same footnote at its second reference"] = () => PressAsync(visit, "#p49 .noteref[href='#fn-color-revolutions']", "#fn-color-revolutions:is([data-active], :popover-open)"),
            ["note"] = () => PressAsync(visit, "#p10 .mark-link", "#note-panel .note-card"),
            ["term"] = () => PressAsync(visit, "#essay a.term", "#note-panel .close"),
            ["settings"] = () => PressAsync(visit, ".settings-link", "#settings-panel form"),
            ["site's menu"] = () => PressAsync(visit, ".menu-button", "#site-menu"),
            ["contents"] = () => PressAsync(visit, ".place-button", "#contents ol"),
            ["note being written"] = async () =>
            {
                await visit.SelectAsync("Throughout most of modern history");
                await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
                await visit.Panel.Locator("textarea").FillAsync("begun");
            },
            ["ends being moved"] = async () =>
            {
                await visit.OpenAsync($"/?adjust={id}");
                await visit.Page.Locator("mark-adjuster [data-edge=start]").FocusAsync();
            },
        };

        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("#p12 .number")).ToHaveAttributeAsync("aria-haspopup", "dialog");
        foreach (var (name, open) in overlays)
        {
            await open();
            Assert.Equal((name, ""), (name, await visit.Page.EvaluateAsync<string>(Hidden, AfterOverlay)));
            for (var step = 0; step < Steps; step++)
            {
                await visit.Page.Keyboard.PressAsync("Tab");
                Assert.Equal((name, ""), (name, await visit.Page.EvaluateAsync<string>(Hidden, AfterOverlay)));
            }

            Assert.Equal(0, await visit.Page.Locator(":popover-open:not(:focus-within)").CountAsync());
            await visit.Page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact]
    public async Task Tab_moves_through_the_whole_page_with_margin_notes_and_the_focus_is_never_hidden()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 700 } });
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("#essay")).ToHaveAttributeAsync("data-margin", "on");
        await visit.Page.Locator("#main").FocusAsync();

        var stops = 0;
        do
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("", await visit.Page.EvaluateAsync<string>(Hidden, 1));
            stops++;
        }
        while (await visit.Page.EvaluateAsync<bool>("document.activeElement !== document.body") && stops < 1000);

        Assert.InRange(stops, 200, 999);
    }

    [Fact]
    public async Task A_footnote_opens_beside_the_clicked_reference_and_links_back_to_it()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1300, Height = 700 } });
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("#essay")).ToHaveAttributeAsync("data-margin", "on");
        var second = visit.Page.Locator("#p49 .noteref[href='#fn-color-revolutions']");
        var note = visit.Page.Locator("#fn-color-revolutions");
        await second.ScrollIntoViewIfNeededAsync();
        var before = await visit.Page.EvaluateAsync<double>("scrollY");

        await second.ClickAsync();
        await Expect(note).ToBeFocusedAsync();
        await Expect(note).ToBeInViewportAsync();
        var column = await note.EvaluateAsync<double>("note => note.getBoundingClientRect().left");
        await visit.Page.SetViewportSizeAsync(1400, 700); // the margin is laid out again
        await visit.WaitUntilAsync("was => document.getElementById('fn-color-revolutions').getBoundingClientRect().left !== was", column);
        await visit.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
        await Expect(note).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(second).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(note).ToBeInViewportAsync();
        while (await note.EvaluateAsync<bool>("note => note.contains(document.activeElement)"))
        {
            await visit.Page.Keyboard.PressAsync("Tab");
        }

        Assert.True(await second.EvaluateAsync<bool>("number => Boolean(number.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) && number.closest('section') === document.activeElement.closest('section')"));
        Assert.InRange(await visit.Page.EvaluateAsync<double>("scrollY"), before - 700, before + 700);

        // At its first reference a footnote is in its usual place.
        await visit.Page.Locator("#p18 .noteref[href='#fn-color-revolutions']").ClickAsync();
        await Expect(note).ToBeInViewportAsync();
    }

    // Opens something by key, if its control is visible: some controls are shown only in small windows.
    private static async Task PressAsync(Visit visit, string control, string opened)
    {
        var found = visit.Page.Locator(control).First;
        if (await found.IsVisibleAsync())
        {
            await found.PressAsync("Enter");
            await visit.Page.Locator(opened).First.WaitForAsync();
        }
    }

    // The script that keeps the focus in view is loaded with the first focus. When it arrived after the key, it closed what the key had opened.
    [Fact]
    public async Task A_menu_opened_by_the_first_key_stays_open()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await visit.Page.RouteAsync("**/*focus-in-view*", async route =>
        {
            await visit.Page.Locator("#site-menu").WaitForAsync();
            await route.ContinueAsync();
        });
        await visit.OpenAsync("/");

        var loaded = visit.Page.WaitForResponseAsync("**/*focus-in-view*");
        await visit.Page.Locator(".menu-button").PressAsync("Enter");
        await (await loaded).FinishedAsync();
        await visit.WaitForFramesAsync();

        await Expect(visit.Page.Locator("#site-menu")).ToBeVisibleAsync();
    }
}
