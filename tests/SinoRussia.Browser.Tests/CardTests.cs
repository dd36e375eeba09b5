using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>The card of a mark beside the text, and the card in which a note is written.</summary>
public sealed class CardTests(Site site) : IClassFixture<Site>
{
    private const string Words = "Friedman comes to the most important issue";

    private static readonly BrowserNewContextOptions Desktop = new() { ViewportSize = new ViewportSize { Width = 1280, Height = 720 } };

    // Parts of controls that the window or the panel hides, that are smaller than a target, or whose words do not fit in them.
    private const string Faults =
        """
        least => {
          const panel = document.getElementById("note-panel");
          const controls = [...panel.querySelectorAll("a, button, input, textarea")].filter(control => control.checkVisibility({ visibilityProperty: true }) && !control.matches(".words:has(.note-body:not([hidden])) .edit-note"));
          if (controls.length === 0) return ["nothing is shown"];
          return controls.flatMap(control => {
            const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
            const name = control.ariaLabel ?? (control.textContent || control.name);
            const isCovered = !control.contains(document.elementFromPoint(left + width / 2, top + height / 2));
            const isSmall = (width < least || height < least) && !control.matches(".edit-note"); // its pseudo-element is larger
            const isCut = control.localName === "button" && control.scrollWidth > control.clientWidth + 1;
            return [isCut ? `${name} does not fit` : "", isCovered || left < 0 || right > innerWidth || top < 0 || bottom > innerHeight ? `${name} is not in view` : "", isSmall ? `${name}: ${width} × ${height}` : ""].filter(Boolean);
          });
        }
        """;

    [Fact]
    public async Task An_open_card_follows_the_window_from_the_margin_to_a_sheet_and_back()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("Why?");
        foreach (var (width, place) in new[] { (950, "sheet"), (1280, "margin") })
        {
            await visit.Page.SetViewportSizeAsync(width, 720);

            await Expect(visit.Panel).ToHaveAttributeAsync("data-place", place);
            await AssertUsableAsync(visit, 24);
        }
    }

    [Theory]
    [InlineData(1280, 720, 24, false)]
    [InlineData(960, 720, 24, false)]
    [InlineData(820, 1180, 44, true)]
    [InlineData(390, 544, 44, true)] // with a keyboard of 300 px
    [InlineData(360, 340, 44, true)]
    [InlineData(360, 640, 44, true)]
    public async Task Everything_in_a_card_is_in_view_and_large_enough_while_a_note_is_written_read_and_edited(int width, int height, int least, bool isTouch)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, HasTouch = isTouch, IsMobile = isTouch,
        });
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("Why does he say so? It is an old question, and one of the oldest answers is in ¶ 33.");
        await AssertUsableAsync(visit, least);
        Assert.True(await IsPassageSeenAsync(visit));
        await visit.AssertAccessibleAsync("#note-panel");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(1);
        await visit.Page.EvaluateAsync("document.getElementById('status').replaceChildren()");

        await visit.Page.Locator("#p10 mark").First.ClickAsync();
        await Expect(visit.Panel.Locator(".note-body")).ToBeVisibleAsync();
        await AssertUsableAsync(visit, least);
        Assert.True(await IsPassageSeenAsync(visit));
        await visit.AssertAccessibleAsync("#note-panel");
        await visit.Panel.Locator(".note-body").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync();
        await AssertUsableAsync(visit, least);
        Assert.True(await IsPassageSeenAsync(visit));
        await visit.AssertAccessibleAsync("#note-panel");
    }

    [Fact]
    public async Task Opening_recolouring_and_editing_move_nothing_and_no_letter_of_the_note()
    {
        await using var visit = await site.VisitInWholeChromiumAsync(Desktop);
        await visit.Page.AddInitScriptAsync(
            """
            globalThis.shifted = [];
            new PerformanceObserver(list => list.getEntries().forEach(({ value, startTime, sources }) => startTime > (globalThis.since ?? Infinity) && shifted.push(`${value}: ${sources.map(({ node }) => node?.className ?? node?.nodeName)}`))).observe({ type: "layout-shift" });
            """);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "A note whose letters stay where they are, in two lines at least, whatever is done.");
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(1);
        await Expect(visit.Status).ToContainTextAsync("Saved");
        await visit.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.since = performance.now(); done(); })))"); // the notes in the margin have made room

        await visit.Page.Locator("#p10 mark").First.ClickAsync();
        var read = (await visit.Panel.Locator(".note-body").BoundingBoxAsync())!;
        await visit.Panel.Locator("input[value=green]").CheckAsync();
        await Expect(visit.Page.Locator("#p10 mark[data-colour=green]:not([data-state])")).ToHaveCountAsync(1);
        await visit.Panel.Locator(".note-body").ClickAsync();
        var edited = await visit.Panel.Locator("textarea").EvaluateAsync<float[]>(
            """
            field => {
              const { left, top } = field.getBoundingClientRect();
              const style = getComputedStyle(field);
              const edge = side => parseFloat(style[`border${side}Width`]) + parseFloat(style[`padding${side}`]);
              return [left + edge("Left"), top + edge("Top"), field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)];
            }
            """);
        await visit.WaitForFramesAsync();

        Assert.Equal([read.X, read.Y, read.Width], edited);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("shifted.filter(shift => !/tags-field|status/.test(shift))")); // the field's frame grows, and the tags below it move; messages are over the page
    }

    [Fact]
    public async Task By_key_a_colour_a_tag_and_words_are_changed_and_undone_and_the_focus_never_leaves_the_place()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        var (keys, focused) = (visit.Page.Keyboard, visit.Page.Locator(":focus"));
        var mark = visit.Page.Locator("#p10 .mark-link");
        await mark.FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Panel).ToBeFocusedAsync();

        await keys.PressAsync("3");
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]:not([data-state])")).ToHaveCountAsync(1);
        await Expect(visit.Status).ToContainTextAsync("Recoloured blue.");
        await keys.PressAsync("Control+z");
        await Expect(visit.Page.Locator("#p10 mark[data-colour=amber]:not([data-state])")).ToHaveCountAsync(1);

        await visit.Panel.Locator(".edit-note").FocusAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync("a thought");
        await keys.PressAsync("Control+Enter");
        await Expect(visit.Panel.Locator(".note-body:not(.as-typed)")).ToHaveTextAsync("a thought");
        await Expect(visit.Panel.Locator(".edit-note")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.TypeAsync("war,peace");
        await keys.PressAsync("Enter");
        await Expect(visit.Panel.Locator("label.tag")).ToHaveTextAsync(["war", "peace"]);
        await Expect(focused).ToHaveAttributeAsync("name", "tags");

        foreach (var stop in new[] { ".copy-link", ".move-ends", ".history", "form[action*='handler=Show'] button", ".delete button", "[name=colour]:checked", ".close" })
        {
            await keys.PressAsync("Tab");
            await Expect(visit.Panel.Locator(stop)).ToBeFocusedAsync();
        }

        await keys.PressAsync("Tab");
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(mark).ToBeFocusedAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("a thought");
    }

    [Fact]
    public async Task An_answer_that_arrives_while_a_tag_is_typed_leaves_the_field_and_the_note_as_they_are()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "a thought");
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(1);
        await visit.Page.Locator("#p10 mark").First.ClickAsync();
        var card = visit.Panel.Locator(".note-card");
        var version = await card.GetAttributeAsync("data-version");
        var typed = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/notes/**", async route =>
        {
            await typed.Task;
            await route.ContinueAsync();
        });

        await visit.Panel.Locator("input[name=tags]:not([type])").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("war,pea");
        typed.SetResult();
        await Expect(card).Not.ToHaveAttributeAsync("data-version", version!);

        await Expect(visit.Panel.Locator("label.tag")).ToHaveTextAsync(["war"]);
        await Expect(visit.Panel.Locator("input[name=tags]:not([type])")).ToHaveValueAsync("pea");
        await Expect(visit.Panel.Locator("input[name=tags]:not([type])")).ToBeFocusedAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Moving_the_ends_from_the_card_loads_no_page_and_can_be_undone()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.Page.EvaluateAsync("globalThis.isSamePage = true");
        await visit.Page.Locator("#p10 mark").First.ClickAsync();
        await visit.Panel.Locator(".move-ends").ClickAsync();

        await visit.Page.Locator("mark-adjuster [data-edge=end]").PressAsync("ArrowRight");
        await visit.Page.Locator("mark-adjuster .primary").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync($"{Words} in");
        await visit.Status.GetByText("Undo").ClickAsync();

        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        Assert.True(await visit.Page.EvaluateAsync<bool>("isSamePage"));
    }

    // A card that has grown finds its place, and moves the text, in the next frame.
    private static async Task AssertUsableAsync(Visit visit, int least)
    {
        await visit.WaitForFramesAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Faults, least));
    }

    private static Task<bool> IsPassageSeenAsync(Visit visit) => visit.Page.EvaluateAsync<bool>(
        """
        async words => {
          const { essayText, rangeOf } = await import("/js/text/text-offsets.js");
          const start = essayText().indexOf(words);
          return [...rangeOf({ start, end: start + words.length }).getClientRects()].every(({ left, top, width, height }) => document.elementFromPoint(left + width / 2, top + height / 2)?.closest("#p10"));
        }
        """, Words);
}
