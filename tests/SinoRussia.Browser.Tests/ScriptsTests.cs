using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Readers with other scripts, keyboard layouts and time zones than ours.</summary>
public sealed class ScriptsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Keys_text_direction_and_dates_follow_the_reader()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { TimezoneId = "Etc/GMT+12", ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await visit.OpenAsync("/");
        var focused = visit.Page.Locator("#essay .number:focus");

        await PressAsync("о", "KeyJ"); // Russian
        await Expect(focused).ToHaveCountAsync(1);
        var first = await focused.GetAttributeAsync("href");
        await PressAsync("ξ", "KeyJ"); // Greek
        await Expect(focused).Not.ToHaveAttributeAsync("href", first!);
        await PressAsync("K", "KeyK"); // Caps Lock
        await Expect(focused).ToHaveAttributeAsync("href", first!);
        await PressAsync("t", "KeyK"); // Dvorak has its k elsewhere; the t at this position is not a shortcut
        await Expect(focused).ToHaveAttributeAsync("href", first!);

        await visit.SelectAsync("appearances may be deceptive");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await PressAsync("Р", "KeyH");
        await Expect(visit.Page.Locator("#essay mark")).ToHaveTextAsync("appearances may be deceptive");

        await visit.WriteAsync("Friedman comes to the most important issue", "הערה בעברית (ראו NATO), כולל סוגריים!");
        var note = visit.Page.Locator(".my-note .note-body p");
        Assert.Equal("rtl", await note.EvaluateAsync<string>("note => getComputedStyle(note).direction"));
        await visit.OpenAsync("/notes");
        await visit.Page.Locator(".note-card:has(.note-body) .edit summary").ClickAsync();
        Assert.Equal("rtl", await visit.Page.Locator(".note-card:has(.note-body) textarea").EvaluateAsync<string>("field => getComputedStyle(field).direction"));
        await Expect(visit.Page.Locator(".note-card time").First).ToHaveTextAsync("23 Nov 2026"); // in UTC it is nine in the morning of the 24th

        async Task PressAsync(string key, string code) => await visit.Page.EvaluateAsync(
            "([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))", new[] { key, code });
    }
}
