using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class SettingsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_setting_applies_at_once_keeps_the_reading_position_and_survives_a_reload()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("scrollTo({ top: document.getElementById('p20').offsetTop, behavior: 'instant' })");
        var before = await TopLineAsync(visit);

        await visit.Page.Locator(".settings-link").ClickAsync();
        await Expect(visit.Page.Locator("#settings-panel input:checked").First).ToBeFocusedAsync();
        var kept = visit.Page.WaitForResponseAsync(answer => answer.Request.Method == "POST");
        await visit.Page.Locator("#settings-panel").GetByLabel("6", new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await kept;

        Assert.Equal(before, await TopLineAsync(visit));
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator(".settings-link")).ToBeFocusedAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-size", "6");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("sepia")]
    [InlineData("dark")]
    [InlineData("black")]
    public async Task Axe_finds_nothing_in_any_theme(string theme)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ColorScheme = theme == "light" ? ColorScheme.Dark : ColorScheme.Light });
        await visit.Page.Context.AddCookiesAsync([new Cookie { Name = "look", Value = $"theme-{theme}", Url = visit.App.ClientOptions.BaseAddress.ToString() }]);
        foreach (var address in new[] { "/", "/settings" })
        {
            await visit.OpenAsync(address);
            await visit.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task Without_script_the_form_changes_the_settings()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.OpenAsync("/p/p9");
        await visit.Page.Locator(".settings-link").ClickAsync();
        await visit.Page.GetByLabel("Black").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Apply" }).ClickAsync();

        Assert.EndsWith("/p/p9", visit.Page.Url);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "black");
    }

    private static Task<string> TopLineAsync(Visit visit) => visit.Page.EvaluateAsync<string>(
        """async () => { const { firstVisibleBlock } = await import("/js/reading/scroll-anchor.js"); const { block, from } = firstVisibleBlock(); return `${block.id} ${Math.round(from)}`; }""");
}
