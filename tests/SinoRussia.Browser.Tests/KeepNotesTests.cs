using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>The pages that keep a reader's notes.</summary>
public sealed class KeepNotesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_link_that_is_confirmed_twice_on_a_slow_connection_still_brings_the_notes()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me");
        await visit.Page.Locator("form[action$='me/device'] button").ClickAsync();
        var link = await visit.Page.Locator(".device-link input").InputValueAsync();
        var phone = await visit.NewReaderPageAsync(new BrowserNewContextOptions());
        var sent = 0;
        phone.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await phone.RouteAsync("**/join/*", async route =>
        {
            await Task.Delay(route.Request.Method == "POST" ? 1000 : 0);
            await route.ContinueAsync();
        });
        await phone.GotoAsync(link, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle }); // its script is there

        await phone.EvaluateAsync("() => { const button = document.querySelector('.me-page form button'); button.click(); setTimeout(() => button.click(), 200); }");

        await Expect(phone.Locator(".done")).ToContainTextAsync("This browser now shows your notes");
        await Expect(phone.Locator(".note-card")).ToHaveCountAsync(1);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_sign_in_waits_for_a_first_save_in_another_tab_whose_note_comes_along()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me");
        await visit.Page.Locator("form[action$='me/code'] button").ClickAsync();
        var code = await visit.Page.Locator(".the-code").InnerTextAsync();
        await using var phone = await site.VisitAsync();
        await phone.OpenAsync("/");
        await phone.Page.RouteAsync("**/notes?handler=Mark", async route =>
        {
            await Task.Delay(1500);
            await route.ContinueAsync();
        });
        await phone.SelectAsync("appearances may be deceptive");
        var writing = await phone.NewTabAsync("/settings/me/sign-in");
        await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle); // its script is there
        await phone.Page.Locator("[name=code]").FillAsync(code);

        var saving = writing.WaitForRequestAsync("**/notes?handler=Mark");
        await writing.Locator("passage-toolbar .swatch[data-colour=amber]").ClickAsync();
        await saving;
        await phone.Page.Locator(".enter-code button").ClickAsync();

        await Expect(phone.Page.Locator(".done")).ToContainTextAsync("This browser now shows your notes. 1 of its own came along.");
        await Expect(phone.Page.Locator(".note-card")).ToHaveCountAsync(2);
    }

    // Locks need HTTPS or localhost.
    [Fact]
    public async Task Without_locks_the_forms_are_sent_all_the_same()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })");
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle); // its script is there

        await visit.Page.Locator("form[action$='me/code'] button").ClickAsync();

        await Expect(visit.Page.Locator(".the-code")).ToBeVisibleAsync();
    }
}
