using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class OfflineReadingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_essay_and_my_marks_are_readable_offline_and_an_edit_shows_at_once_online()
    {
        await using var visit = await site.VisitAloneAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.HighlightAsync("the well-known American thinker");
        await visit.OpenAsync("/");
        await visit.WaitUntilAsync("async () => !!(await caches.match('/offline') && navigator.serviceWorker.controller)");

        await visit.Page.Context.SetOfflineAsync(true);
        await visit.OpenAsync("/p/p9");
        await Expect(visit.Page.Locator("#p9 mark")).ToHaveTextAsync("the well-known American thinker");
        await Expect(visit.Page.Locator("#p9 .number")).ToHaveAttributeAsync("aria-haspopup", "dialog"); // the script works, too
        await visit.OpenAsync("/search?q=alliance");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("There is no connection");

        await visit.Page.Context.SetOfflineAsync(false);
        visit.App.EditEssay("Friedman comes to the most important issue", "Friedman comes to the least important issue");
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("#p10")).ToContainTextAsync("least important");
    }

    [Fact]
    public async Task Notes_that_the_page_never_opened_can_be_changed_and_deleted_offline()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.WriteAsync("the well-known American thinker", "with **force**");
        await Expect(visit.Page.Locator("#p9 mark")).ToHaveCountAsync(1);
        await visit.HighlightAsync("Friedman comes to the most important issue");
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync(
            """
            async () => {
              const cards = async () => ((await (await caches.match("/notes"))?.text()) ?? "").match(/class="note-card"/g)?.length;
              while (!navigator.serviceWorker.controller || (await cards()) !== 2) await new Promise(next => setTimeout(next, 50));
            }
            """);

        await visit.Page.Context.SetOfflineAsync(true);
        await visit.OpenAsync("/");
        await visit.Page.Locator("#p9 mark").ClickAsync();
        await visit.Panel.Locator(".note-body").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("with **force**");
        await visit.Panel.Locator("[name=tags]").FillAsync("war");
        await visit.Panel.Locator("textarea").FillAsync("with **more** force");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Panel.Locator(".unsaved-state")).ToBeVisibleAsync();
        await visit.Panel.Locator(".note-body").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("with *some* force");
        await visit.Panel.Locator(".primary").ClickAsync();
        await visit.Panel.Locator(".close").ClickAsync();
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await visit.Panel.Locator(".delete button").ClickAsync();
        await Expect(visit.Page.Locator("#p10 .mark-link:visible")).ToHaveCountAsync(0);

        await visit.Page.Context.SetOfflineAsync(false);
        await Expect(visit.Page.Locator("[data-state=unsure], .unsaved")).ToHaveCountAsync(0);
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".note-card .note-body em")).ToHaveTextAsync(["some"]);
        await Expect(visit.Page.Locator(".note-card > .tags .tag")).ToHaveTextAsync(["war"]);
    }
}
