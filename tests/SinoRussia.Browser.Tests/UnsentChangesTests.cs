using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static SinoRussia.Browser.Tests.OutboxTests;

namespace SinoRussia.Browser.Tests;

/// <summary>Changes to marks that the server does not know yet.</summary>
public sealed class UnsentChangesTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task Changes_to_an_unsent_note_are_sent_after_it_in_order()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await CutAsync(visit);

        await EditAsync(visit, "first thought");
        await Expect(visit.Panel.Locator(".note-body.as-typed")).ToHaveTextAsync("first thought");
        await EditAsync(visit, "second thought", "blue");
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue][data-state=unsure]")).ToHaveCountAsync(1);
        await visit.Panel.Locator(".delete button").ClickAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("#p10 .mark-link:visible")).ToHaveCountAsync(0);
        await visit.Status.GetByText("Undo").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]")).ToHaveCountAsync(1);

        await ReconnectAsync(visit);
        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]:not([data-state])")).ToHaveCountAsync(1);
        await AssertNotesAsync(visit, "second thought");
    }

    [Fact]
    public async Task An_unsent_mark_can_get_another_colour_and_a_note_and_is_created_once()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await CutAsync(visit);
        await MarkAsync(visit, Words);
        await Expect(visit.Page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");

        await visit.Page.Locator("#p10").ClickAsync(new LocatorClickOptions { Position = new Position { X = 40, Y = 12 } });
        await visit.Panel.Locator("input[value=blue]").CheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.True(await visit.Page.EvaluateAsync<bool>("CSS.highlights.has('unsure-blue') && !CSS.highlights.has('unsure-amber')"));
        await visit.Page.Locator(".unsent-button").ClickAsync();
        await Expect(visit.Page.Locator("#unsent li")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#unsent .kind")).Not.ToContainTextAsync("Invalid");
        await visit.Page.Locator("#unsent").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Edit" }).ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("and words");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");

        await ReconnectAsync(visit);
        await Expect(visit.Page.Locator("#p10 mark[data-colour=blue]:not([data-state])")).ToHaveTextAsync(Words);
        await AssertNotesAsync(visit, "and words");
        await Expect(visit.Page.GetByText("History")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_change_to_a_mark_that_is_being_sent_is_not_lost()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var answered = new TaskCompletionSource();
        var isUnderWay = new TaskCompletionSource();
        await visit.Page.RouteAsync(
            "**/notes?handler=Mark",
            async route =>
            {
                isUnderWay.SetResult();
                await answered.Task;
                await route.ContinueAsync();
            },
            new PageRouteOptions { Times = 1 });
        await MarkAsync(visit, Words);
        await isUnderWay.Task;
        await visit.Page.Locator("#p10").ClickAsync(new LocatorClickOptions { Position = new Position { X = 40, Y = 12 } });
        await visit.Panel.Locator("textarea").FillAsync("thought of meanwhile");
        await visit.Panel.Locator(".primary").ClickAsync();
        answered.SetResult();

        await Expect(visit.Page.Locator("#p10 mark:not([data-state])")).ToHaveTextAsync(Words);
        await AssertNotesAsync(visit, "thought of meanwhile");
    }

    [Fact]
    public async Task Unsent_changes_can_be_discarded_but_not_by_accident()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await CutAsync(visit);
        await MarkAsync(visit, Words);
        await visit.Page.Locator(".unsent-button").ClickAsync();
        var list = visit.Page.Locator("#unsent");
        await Expect(list.Locator(".quotation")).ToHaveTextAsync(Words);
        await visit.AssertAccessibleAsync();

        await list.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Discard" }).ClickAsync();
        await Expect(list.Locator("li")).ToHaveCountAsync(1);
        await list.GetByText("Discard permanently?").ClickAsync();

        await Expect(list).ToBeHiddenAsync();
        Assert.False(await visit.Page.EvaluateAsync<bool>("CSS.highlights.has('unsure-amber')"));
    }
}
