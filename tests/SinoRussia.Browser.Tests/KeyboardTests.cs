using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class KeyboardTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task With_the_keyboard_alone_a_reader_can_highlight_a_sentence_and_write_a_note_on_another()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var keys = visit.Page.Keyboard;
        Assert.Equal(1, await visit.Page.Locator("#essay :is(.number, .pen):not([tabindex='-1'])").CountAsync());

        await visit.Page.Locator("#p10 .number").FocusAsync();
        await keys.PressAsync("ArrowDown");
        await Expect(visit.Page.Locator("#p11 .number")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("#paragraph-menu")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync("#paragraph-menu");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator(".sentence-panel :checked")).ToBeFocusedAsync();
        await visit.AssertAccessibleInBothThemesAsync(".sentence-panel");

        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("#p11 mark")).ToHaveTextAsync("It is at best an alliance “on paper,” (Al-Ghad Al-Jordan, November 20, 2018).");
        await Expect(visit.Page.Locator(".sentence-panel :checked")).ToBeFocusedAsync();

        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("n");
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync();
        await keys.TypeAsync("Logical to whom?");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("#p11 .number")).ToHaveAttributeAsync("aria-label", "Paragraph 11, 1 highlight, 1 note");
        await Expect(visit.Page.Locator("#p11 .number")).ToBeFocusedAsync(); // although the paragraph was rendered again

        await visit.Page.Locator("#p11 .mark-link[data-kind=note]").FocusAsync();
        await keys.PressAsync("Enter");
        await visit.Panel.GetByText("Delete").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("#status .undo")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#p11 .number")).ToBeFocusedAsync(); // the mark that opened the note no longer exists
    }

    [Fact]
    public async Task Ctrl_Enter_saves_from_a_colour_and_pressed_twice_opens_no_menu()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Friedman comes to the most important issue");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Panel.Locator("textarea").FillAsync("with a colour");
        await visit.Panel.Locator(".colour").Nth(2).ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync(); // a click on a colour does not end writing
        await visit.Panel.Locator("[name=colour]:checked").FocusAsync();

        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await visit.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(visit.Page.Locator(".my-note[data-colour=blue] .note-body")).ToHaveTextAsync("with a colour");
        await Expect(visit.Page.Locator("#p10 .number")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("#paragraph-menu")).ToBeHiddenAsync();
        Assert.Single(visit.Page.Context.Pages);
    }

    [Fact]
    public async Task A_number_that_gets_the_focus_back_has_a_ring_after_a_key_and_none_after_a_touch()
    {
        await using var visit = await site.VisitAsync(new Microsoft.Playwright.BrowserNewContextOptions { HasTouch = true });
        await visit.OpenAsync("/");
        var number = visit.Page.Locator("#p12 .number");
        var ring = () => number.EvaluateAsync<string>("number => getComputedStyle(number).outlineStyle");
        await number.TapAsync();
        await Expect(visit.Page.Locator("#paragraph-menu")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("document.getElementById('paragraph-menu').hidePopover()");
        await number.FocusAsync();
        Assert.Equal("none", await ring());

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(number).ToBeFocusedAsync();

        Assert.NotEqual("none", await ring());
    }

    [Fact]
    public async Task After_deleting_in_the_list_by_key_the_focus_is_on_Undo()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Beijing-Moscow relations");
        await visit.OpenAsync("/notes");

        await visit.Page.Locator(".note-card .delete button").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("#status .undo")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.Locator(".note-card:not([hidden]) .quotation")).ToHaveTextAsync("Beijing-Moscow relations");
    }

    [Theory]
    [InlineData("Control+Enter")]
    [InlineData("Meta+Enter")]
    public async Task Ctrl_or_Command_and_Enter_save_a_note_where_it_is_written(string keys)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Beijing-Moscow relations");
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("a thought");
        await visit.Panel.Locator("textarea").PressAsync(keys);
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Status).ToContainTextAsync("Saved. Only you see it.");

        await visit.OpenAsync("/notes");
        var card = visit.Page.Locator(".note-card");
        await card.Locator(".edit summary").ClickAsync();
        await card.Locator("textarea").FillAsync("another thought");
        await card.Locator("textarea").PressAsync(keys);
        await Expect(card.Locator(".note-body")).ToHaveTextAsync("another thought");
    }

    [Fact]
    public async Task The_highlight_of_the_previous_sentence_is_cleared_before_the_next_is_shown()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var keys = visit.Page.Keyboard;
        await visit.Page.Locator("#p10 .number").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator("#paragraph-menu")).ToBeVisibleAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(visit.Page.Locator(".sentence-panel :checked")).ToBeFocusedAsync();

        // WebKit keeps showing the old ranges of a highlight that is replaced or deleted, unless it is cleared first.
        foreach (var key in new[] { "ArrowDown", "Escape" })
        {
            var before = await visit.Page.EvaluateHandleAsync("CSS.highlights.get('sentence')");
            Assert.Equal(1, await before.EvaluateAsync<int>("painted => painted.size"));
            await keys.PressAsync(key);
            Assert.Equal(0, await before.EvaluateAsync<int>("painted => painted.size"));
        }

        Assert.False(await visit.Page.EvaluateAsync<bool>("CSS.highlights.has('sentence')"));
    }

    [Fact]
    public async Task The_question_mark_lists_the_shortcuts_and_they_can_be_switched_off()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.Locator("dialog h1")).ToHaveTextAsync("Keyboard shortcuts");
        var listed = await visit.Page.Locator("dialog kbd").AllTextContentsAsync();
        Assert.Equal(["/", "1", "7", "?", "H", "J", "K", "L", "N", "S", "U", "Z"], listed.Where(key => key.Length == 1 && char.IsAscii(key[0])).Distinct().Order(StringComparer.Ordinal));
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);

        await visit.OpenAsync("/settings");
        await visit.Page.Locator("main [name=keys][value=off]").CheckAsync();
        await visit.Page.Locator("main #settings .primary").ClickAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Beijing-Moscow relations");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        foreach (var key in listed.Where(key => key.Length == 1 && char.IsAscii(key[0])).Append("2"))
        {
            await visit.Page.Keyboard.PressAsync(key.ToLowerInvariant());
        }

        Assert.EndsWith("/", visit.Page.Url, StringComparison.Ordinal);
        await Expect(visit.Page.Locator("dialog, #essay mark, #essay .number:focus, .sentence-panel, .note-panel:popover-open, #status p")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("h", "KeyH", false, true)]
    [InlineData("H", "KeyH", false, true)]
    [InlineData("р", "KeyH", false, true)] // Russian
    [InlineData("η", "KeyH", false, true)] // Greek
    [InlineData("י", "KeyH", false, true)] // Hebrew
    [InlineData("h", "KeyD", false, true)] // Dvorak
    [InlineData("ħ", "KeyH", false, false)] // with AltGr
    [InlineData("h", "KeyH", true, false)] // into an input method
    [InlineData("Dead", "KeyH", false, false)]
    [InlineData("Process", "KeyH", false, false)]
    public async Task A_key_follows_its_letter_on_any_layout(string key, string code, bool isComposing, bool isDone)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Beijing-Moscow relations");
        await Expect(visit.Toolbar).ToBeVisibleAsync();

        var isTaken = await visit.Page.EvaluateAsync<bool>(
            "pressed => !document.body.dispatchEvent(new KeyboardEvent('keydown', { ...pressed, bubbles: true, cancelable: true }))", new { key, code, isComposing });

        Assert.Equal(isDone, isTaken);
        await Expect(visit.Page.Locator("#p9 mark")).ToHaveCountAsync(isDone ? 1 : 0);
    }
}
