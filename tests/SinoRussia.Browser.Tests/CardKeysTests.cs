using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>In the card of a mark, single keys act on the mark, or close the card and lead on.</summary>
public sealed class CardKeysTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task Colours_note_link_deletion_and_Undo_have_keys()
    {
        await using var visit = await site.VisitAsync();
        await OpenCardAsync(visit);
        var keys = visit.Page.Keyboard;

        await keys.PressAsync("3");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveAttributeAsync("data-colour", "blue");
        await keys.PressAsync("u");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveAttributeAsync("data-colour", "amber");
        await keys.PressAsync("h");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveAttributeAsync("data-colour", "amber");
        await keys.PressAsync("l");
        await Expect(visit.Status).ToContainTextAsync("copied");
        await keys.PressAsync("n");
        await keys.TypeAsync("3 unjust klauses"); // letters now, no commands
        await keys.PressAsync("Control+Enter");
        await Expect(visit.Panel.Locator(".note-body:not(.as-typed)")).ToHaveTextAsync("3 unjust klauses");
        await keys.PressAsync("Delete");
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(0);
        await keys.PressAsync("u");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("j", ":focus", "11")]
    [InlineData("k", ":focus", "9")]
    [InlineData("s", ".sentence-panel label:has(:checked)", "Friedman comes")]
    public async Task Keys_that_lead_elsewhere_close_the_card(string key, string found, string words)
    {
        await using var visit = await site.VisitAsync();
        await OpenCardAsync(visit);

        await visit.Page.Keyboard.PressAsync(key);

        await Expect(visit.Page.Locator(found)).ToContainTextAsync(words);
        await Expect(visit.Panel).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Switched_off_they_do_nothing()
    {
        await using var visit = await site.VisitAsync();
        await OpenCardAsync(visit);
        await visit.Page.EvaluateAsync("document.documentElement.dataset.keys = 'off'");

        foreach (var key in new[] { "3", "n", "Delete", "j", "s" })
        {
            await visit.Page.Keyboard.PressAsync(key);
        }

        await Expect(visit.Panel).ToBeVisibleAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveAttributeAsync("data-colour", "amber");
    }

    [Fact]
    public async Task A_second_Delete_leaves_the_next_note_and_Delete_on_a_tag_leaves_the_note()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.HighlightAsync("the most important issue in his analysis", "green");
        await visit.Page.Locator("#p10 mark", new() { HasText = "the most important issue" }).First.ClickAsync();
        await Expect(visit.Panel.Locator(".note-card")).ToHaveCountAsync(2);
        await visit.Panel.Locator("input[name=tags]:not([type])").First.FillAsync("treaty");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Panel.Locator("label.tag")).ToHaveCountAsync(1);
        await visit.Panel.Locator("label.tag input").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Delete");
        await visit.Panel.FocusAsync();

        await visit.Page.RouteAsync("**/*handler=Delete*", _ => Task.CompletedTask); // the server does not answer
        await visit.Page.Keyboard.PressAsync("Delete");
        await Expect(visit.Status).ToContainTextAsync("Deleted.");
        await visit.Page.Keyboard.PressAsync("3");

        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]").First).ToBeVisibleAsync(); // the note that is left
        await Expect(visit.Panel.Locator(".note-card:visible")).ToHaveCountAsync(1);
    }

    private static async Task OpenCardAsync(Visit visit)
    {
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.Page.Locator("#p10 .mark-link").PressAsync("Enter");
        await Expect(visit.Panel.Locator(".note-card")).ToBeVisibleAsync();
    }
}
