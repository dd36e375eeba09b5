using System.Text.RegularExpressions;
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

        await phone.EvaluateAsync("() => { const button = document.querySelector('[data-once] button'); button.click(); setTimeout(() => button.click(), 200); }");

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

    [Fact]
    public async Task The_code_and_the_link_are_copied_and_the_code_is_printed()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me/code");
        await visit.Page.Locator("[data-once] button").ClickAsync();
        await Expect(visit.Page.Locator("[data-prints]")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("() => { globalThis.printed = false; globalThis.print = () => { globalThis.printed = true; }; }");

        await visit.Page.Locator("[data-copy]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Copied");
        Assert.Equal(string.Concat((await visit.Page.Locator(".the-code").InnerTextAsync()).Where(char.IsLetterOrDigit)), (await CopiedAsync(visit)).Replace("-", "", StringComparison.Ordinal));
        await visit.Page.Locator("[data-prints]").ClickAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("printed"));

        await visit.OpenAsync("/settings/me/device");
        await visit.Page.Locator("[data-once] button").ClickAsync();
        await visit.Page.Locator("[data-copy]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Copied");
        Assert.Equal(await visit.Page.Locator(".device-link input").InputValueAsync(), await CopiedAsync(visit));
    }

    [Fact]
    public async Task Where_copying_is_not_allowed_the_text_is_shown()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me/device");
        await visit.Page.Locator("[data-once] button").ClickAsync();
        await Expect(visit.Page.Locator("[data-copy]")).ToBeVisibleAsync();
        await visit.Page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')); }");

        await visit.Page.Locator("[data-copy]").ClickAsync();

        await Expect(visit.Status).ToContainTextAsync(await visit.Page.Locator(".device-link input").InputValueAsync());
    }

    [Fact]
    public async Task A_link_counts_down_and_when_it_expires_the_focus_goes_to_the_button_for_a_new_one()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me/device");
        await visit.Page.Clock.InstallAsync();
        await visit.Page.Locator("[data-once] button").ClickAsync();
        var timer = visit.Page.Locator("[role=timer]");
        await Expect(timer).ToHaveTextAsync(new Regex("^(10 min 00|9 min 5\\d) s$"));
        await visit.Page.Locator("[data-copy]").FocusAsync();

        for (var isOne = false; !isOne; isOne = await timer.InnerTextAsync() == "1 second")
        {
            await visit.Page.Clock.FastForwardAsync(await timer.InnerTextAsync() is var left && left.Contains("min", StringComparison.Ordinal) ? 60_000 : 1000);
        }

        await visit.Page.Clock.FastForwardAsync(2000);
        await Expect(visit.Page.Locator(".expired")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".device-link")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("[data-once] button")).ToBeFocusedAsync();
        await Expect(visit.Status).ToContainTextAsync("This link has expired");
    }

    [Fact]
    public async Task The_pages_that_keep_notes_are_accessible()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/settings/me/code");
        await visit.Page.Locator("[data-once] button").ClickAsync();
        await Expect(visit.Page.Locator(".code-sheet")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync();
        await visit.OpenAsync("/settings/me/device");
        await visit.Page.Locator("[data-once] button").ClickAsync();
        await Expect(visit.Page.Locator(".qr")).ToBeVisibleAsync();
        await visit.AssertAccessibleInBothThemesAsync();
        var link = await visit.Page.Locator(".device-link input").InputValueAsync();

        await visit.OpenAsync(link);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This browser already shows these notes");
        await visit.AssertAccessibleInBothThemesAsync();
        await using var other = await site.VisitAsync();
        await other.OpenAsync(link);
        await Expect(other.Page.Locator("[data-once] button")).ToHaveTextAsync("Show the notes here");
        await other.AssertAccessibleInBothThemesAsync();
        await other.OpenAsync($"{link}x");
        await Expect(other.Page.Locator("h1")).ToHaveTextAsync("This link does not work");
        await other.AssertAccessibleInBothThemesAsync();
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

    private static Task<string> CopiedAsync(Visit visit) => visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
