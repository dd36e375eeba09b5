using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>When a reader deletes everything, the browser's storage is cleared, too.</summary>
public sealed class ForgettingTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task Unsent_changes_and_drafts_do_not_return_after_everything_was_deleted()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Throughout most of modern history");
        await visit.Page.RouteAsync("**/notes?handler=Mark", route => route.AbortAsync());
        await visit.WriteAsync(Words, "waits");
        await Expect(visit.Page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");
        await visit.SelectAsync("appearances may be deceptive");
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("begun");

        var first = await visit.NewTabAsync("/notes/everything");
        await visit.Page.Locator("[name=sure]").CheckAsync();
        await visit.Page.GetByText("Delete everything about me").ClickAsync();

        await Expect(visit.Page.Locator(".done")).ToContainTextAsync("Everything of yours is deleted");
        await Expect(first.Locator("#note-panel")).ToBeHiddenAsync(); // the other tab has reset itself
        await Expect(first.Locator("#essay .mark-link, .unsaved")).ToHaveCountAsync(0);
        await Expect(first.Locator(".unsent-button")).ToBeHiddenAsync();
        await first.UnrouteAllAsync();
        await first.EvaluateAsync("dispatchEvent(new Event('online'))");
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".notes-page")).ToContainTextAsync("You have no highlights or notes yet");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("import(document.body.dataset.base + 'js/outbox/store.js').then(store => store.getAll()).then(all => all.length + localStorage.length)"));
        Assert.Empty(await visit.Page.Context.CookiesAsync());
    }
}
