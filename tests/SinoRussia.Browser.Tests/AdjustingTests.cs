using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class AdjustingTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task The_ends_of_a_mark_can_be_moved_by_key_and_by_handle()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        var id = await visit.Page.Locator("#p10 .mark-link").GetAttributeAsync("data-annotation");
        await visit.OpenAsync($"/notes/{id}");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose them in the text" }).ClickAsync();
        var (adjuster, quoted) = (visit.Page.Locator("mark-adjuster"), visit.Page.Locator("mark-adjuster q"));

        await adjuster.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "End" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(quoted).ToHaveTextAsync($"{Words} in");
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(quoted).ToContainTextAsync("appearances may be deceptive.");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(quoted).ToContainTextAsync("appearances may be");
        await visit.AssertAccessibleAsync();

        var handle = (await visit.Page.Locator(".adjuster-handle[data-edge=start]").BoundingBoxAsync())!;
        await visit.Page.Mouse.MoveAsync(handle.X + (handle.Width / 2), handle.Y + (handle.Height / 2));
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(handle.X + 130, handle.Y + (handle.Height / 2), new MouseMoveOptions { Steps = 5 });
        await visit.Page.Mouse.UpAsync();
        await Expect(quoted).Not.ToContainTextAsync("Friedman");
        var chosen = (await quoted.TextContentAsync())!;
        await adjuster.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Move it here" }).ClickAsync();

        await Expect(adjuster).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator($"#p10 mark[data-annotation='{id}']")).ToHaveTextAsync(chosen);
    }

    [Fact]
    public async Task Opened_by_key_from_a_card_the_arrow_keys_move_the_end_at_once_and_Escape_says_that_nothing_was_moved()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.Page.Locator("#p10 .mark-link").PressAsync("Enter");
        await visit.Panel.Locator(".move-ends").PressAsync("Enter");
        await Expect(visit.Page.Locator("mark-adjuster [data-edge=end]")).ToBeFocusedAsync();

        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.Locator("mark-adjuster q")).ToHaveTextAsync($"{Words} in");
        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(visit.Status).ToHaveTextAsync("Nothing was moved.");
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
    }

    [Fact]
    public async Task Undo_of_a_move_to_the_words_of_another_mark_brings_both_back()
    {
        const string Other = "the most important issue";
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Other);
        var there = await visit.Page.Locator("#p10 .mark-link").GetAttributeAsync("data-annotation");
        await visit.HighlightAsync("Friedman comes to");
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(2);
        var moved = await visit.Page.Locator($"#p10 .mark-link:not([data-annotation='{there}'])").GetAttributeAsync("data-annotation");

        await visit.OpenAsync($"/notes/{moved}");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose them in the text" }).ClickAsync();
        await Expect(visit.Page.Locator("mark-adjuster q")).ToHaveTextAsync("Friedman comes to");
        await visit.SelectAsync(Other);
        await Expect(visit.Page.Locator("mark-adjuster q")).ToHaveTextAsync(Other);
        await visit.Page.Locator("mark-adjuster").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Move it here" }).ClickAsync();
        await Expect(visit.Page.Locator("#status")).ToContainTextAsync("The two are one now");
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo" }).ClickAsync();

        await Expect(visit.Page.Locator($"#p10 mark[data-annotation='{there}']")).ToHaveTextAsync(Other);
        await Expect(visit.Page.Locator($"#p10 mark[data-annotation='{moved}']")).ToHaveTextAsync("Friedman comes to");
    }

    [Fact]
    public async Task A_detached_note_is_listed_near_its_old_place_and_can_be_moved_to_a_selection()
    {
        await using var visit = await site.VisitAloneAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Russia and China have a long history of mutual mistrust");
        await visit.HighlightAsync(Words);
        visit.App.EditEssay("Russia and China have a long history of mutual mistrust and competed for influence in Asia throughout the Cold War.", "Times change.");
        visit.App.EditEssay("comes to the most important issue", "turns to the most important issue");

        await visit.OpenAsync("/");
        await visit.AssertAccessibleInBothThemesAsync(".essay-section:has(.lost)");
        await visit.Page.Locator("#p13 .lost").ClickAsync();
        await visit.AssertAccessibleInBothThemesAsync();
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Move it to other words" }).ClickAsync();
        await visit.AssertAccessibleInBothThemesAsync();
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose them in the text" }).ClickAsync();
        var place = visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Move it here" });
        await Expect(place).ToBeDisabledAsync(); // nothing is selected yet
        await visit.SelectAsync("an alliance motivated by fear");
        await place.ClickAsync();

        await Expect(visit.Page.Locator("#p12 mark")).ToHaveTextAsync("an alliance motivated by fear");
        await Expect(visit.Page.Locator(".lost")).ToHaveCountAsync(0);
        await visit.OpenAsync("/notes");
        await visit.Page.Locator("details.anchor-state summary").ClickAsync();
        await Expect(visit.Page.Locator(".difference ins")).ToContainTextAsync("turns");
        await visit.AssertAccessibleInBothThemesAsync();
    }
}
