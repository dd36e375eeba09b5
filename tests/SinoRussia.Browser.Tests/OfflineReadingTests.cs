using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class OfflineReadingTests(Chromium chromium)
{
    [Fact]
    public async Task Without_a_connection_the_essay_and_my_marks_are_read_and_with_one_an_edit_shows_at_once()
    {
        await using var visit = await Visit.BeginAsync(chromium, new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.HighlightAsync("the well-known American thinker");
        await visit.OpenAsync("/");
        await visit.Page.WaitForFunctionAsync("async () => await caches.match('/offline') && navigator.serviceWorker.controller");

        await visit.Page.Context.SetOfflineAsync(true);
        await visit.OpenAsync("/p/p9");
        await Expect(visit.Page.Locator("#p9 mark")).ToHaveTextAsync("the well-known American thinker");
        await Expect(visit.Page.Locator("#p9 .number")).ToHaveAttributeAsync("aria-haspopup", "dialog"); // the script is there, too
        await visit.OpenAsync("/search?q=alliance");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("There is no connection");

        await visit.Page.Context.SetOfflineAsync(false);
        visit.App.EditEssay("Friedman comes to the most important issue", "Friedman comes to the least important issue");
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("#p10")).ToContainTextAsync("least important");
    }
}
