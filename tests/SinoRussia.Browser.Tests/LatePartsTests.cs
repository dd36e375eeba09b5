using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Late parts of the script, which load when a feature needs them.</summary>
public sealed class LatePartsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_reader_is_told_what_to_do_when_a_late_part_does_not_load()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.RouteAsync("**/dist/reading-sharing.*.js", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 })); // as after an update of the site
        await visit.OpenAsync("/");
        await visit.SelectAsync("the well-known American thinker");

        await visit.Toolbar.Locator("[data-act=link]").ClickAsync();

        await Expect(visit.Status).ToContainTextAsync("could not be loaded. Reload the page");
        await visit.HighlightAsync("the well-known American thinker"); // everything else still works
    }

    [Fact]
    public async Task A_page_open_during_an_update_loads_parts_of_its_own_version()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.WaitUntilAsync("async () => !!navigator.serviceWorker.controller && !!(await caches.match('/offline'))");

        // Two updates: the browser then has the previous version cached, and the one before it.
        await visit.Page.EvaluateAsync(
            """
            async () => {
              const [now] = (await caches.keys()).filter(name => name.startsWith("files "));
              await caches.open("files earlier");
              const before = await caches.open("files before");
              for (const request of await (await caches.open(now)).keys()) await before.put(request, await (await caches.open(now)).match(request));
              await caches.delete(now);
              await (await navigator.serviceWorker.ready).unregister();
            }
            """);
        await visit.OpenAsync("/");
        await visit.WaitUntilAsync("async () => !!navigator.serviceWorker.controller && (await caches.keys()).filter(name => name.startsWith('files ')).length === 2");
        Assert.True(await visit.Page.EvaluateAsync<bool>("caches.has('files before')"));
        await visit.Page.EvaluateAsync("(async () => { for (const name of await caches.keys()) if (name.startsWith('files ') && name !== 'files before') await caches.delete(name); })()");
        await visit.Page.Context.RouteAsync("**/dist/**", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        await visit.SelectAsync("the well-known American thinker");
        await visit.Toolbar.Locator("[data-act=link]").ClickAsync();

        await Expect(visit.Status).ToContainTextAsync("copied");
    }
}
