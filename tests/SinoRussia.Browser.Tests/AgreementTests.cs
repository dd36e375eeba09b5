using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Other tabs, pages from the back/forward cache and cached pages show what was saved, with as few requests as possible.</summary>
public sealed class AgreementTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData(ServiceWorkerPolicy.Block)]
    [InlineData(ServiceWorkerPolicy.Allow)]
    public async Task Going_back_shows_changes_and_deletions(ServiceWorkerPolicy workers)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = workers });
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "as it was");
        await visit.WriteAsync("Throughout most of modern history", "to be deleted");
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
        await visit.OpenAsync("/"); // the browser keeps this page, with both marks, for going back

        await visit.OpenAsync("/notes");
        var cards = visit.Page.Locator(".note-card");
        var card = cards.Filter(new LocatorFilterOptions { HasText = "as it was" });
        await card.Locator("summary").ClickAsync();
        await card.Locator("textarea").FillAsync("as it is");
        await card.Locator(".primary").ClickAsync();
        await Expect(cards.Locator(".note-body").GetByText("as it is")).ToBeVisibleAsync(); // its form has closed, and the page is shorter
        await Expect(visit.Page.Locator(".unsaved-state")).ToHaveCountAsync(0);
        await cards.Filter(new LocatorFilterOptions { HasText = "to be deleted" }).Locator(".delete button").ClickAsync();
        await Expect(visit.Page.Locator(".unsaved-state")).ToHaveCountAsync(0);
        await Expect(cards).ToHaveCountAsync(1);
        await visit.Page.GoBackAsync();

        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync(["as it is"]);
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("/notes", ".note-card .note-body")]
    [InlineData("/p/p10/notes", ".note-card .note-body")]
    [InlineData("/", ".my-note .note-body")]
    public async Task A_page_that_was_rendered_just_before_a_change_was_saved_shows_the_change(string address, string body)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "as it was");
        var other = await visit.NewTabAsync("/");
        await visit.BeginEditingAsync("p10");
        await visit.Panel.Locator("textarea").FillAsync("as it is");
        var isRendered = new TaskCompletionSource();
        var isSaved = new TaskCompletionSource();
        await visit.Page.RouteAsync(
            "**/notes/*?handler=Save",
            async route =>
            {
                await isRendered.Task;
                await route.ContinueAsync();
            });
        await visit.Page.RouteAsync(
            new Uri(visit.App.ClientOptions.BaseAddress, address).ToString(),
            async route =>
            {
                var rendered = await route.FetchAsync();
                isRendered.TrySetResult();
                await isSaved.Task;
                await route.FulfillAsync(new RouteFulfillOptions { Response = rendered });
            },
            new PageRouteOptions { Times = 1 });

        await visit.Panel.Locator(".primary").ClickAsync();
        var opened = visit.OpenAsync(address);
        await Expect(other.Locator(".my-note .note-body:not(.as-typed)")).ToHaveTextAsync("as it is"); // the page that is left has the answer, too
        isSaved.SetResult();
        await opened;

        await Expect(visit.Page.Locator(body)).ToHaveTextAsync("as it is");
        await Expect(visit.Page.Locator(".unsent-button")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_tab_updates_with_one_request()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        foreach (var words in new[] { "Friedman", "most important", "analysis", "the surface", "participation" })
        {
            await visit.HighlightAsync(words);
        }

        foreach (var address in new[] { "/notes", "/", "/p/p10/notes" })
        {
            await visit.OpenAsync(address);
            await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var asked = new List<string>();
            visit.Page.Request += (_, request) => asked.Add(request.Url);
            await visit.Page.EvaluateAsync("for (let tab = 0; tab < 3; tab++) new BroadcastChannel(`reader ${document.body.dataset.base}`).postMessage({ isStale: true })");

            await visit.Page.WaitForResponseAsync(answer => answer.Request.ResourceType == "fetch");
            await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Single(asked, url => !url.Contains("/dist/")); // a late part of the script may be loaded with it
        }
    }

    [Fact]
    public async Task Open_cards_and_the_cards_of_a_paragraph_are_updated_as_well()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "old");
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await Expect(visit.Panel.Locator(".note-body")).ToHaveTextAsync("old");
        var essay = await visit.NewTabAsync("/p/p10/notes");
        var paragraph = await visit.NewTabAsync("/notes");
        await visit.Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))");
        await visit.Page.Locator(".note-card summary").ClickAsync();
        await visit.Page.Locator(".note-card textarea").FillAsync("new");
        await visit.Page.Locator(".note-card .primary").ClickAsync();

        await Expect(essay.Locator("#note-panel .note-body")).ToHaveTextAsync("new");
        await Expect(paragraph.Locator(".note-card .note-body")).ToHaveTextAsync("new");

        await visit.Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))");
        await visit.Page.Locator(".note-card .delete button").ClickAsync();
        await Expect(paragraph.Locator(".note-card")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_worker_is_told_only_about_saves_and_reloads_the_list_when_the_page_is_left()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.Page.AddInitScriptAsync(
            """
            globalThis.told = [];
            ServiceWorker.prototype.postMessage = message => { told.push(message); sessionStorage.told = told.join(); };
            // The page tells the worker a moment after the last of several saves: here when the test says so, because a busy machine takes longer for the next save.
            globalThis.waiting = [];
            const [later, never] = [setTimeout, clearTimeout];
            globalThis.setTimeout = (act, delay, ...told) => told[0] === "saved" ? -waiting.push(() => act(...told)) : later(act, delay, ...told);
            globalThis.clearTimeout = id => id < 0 ? waiting[-id - 1] = null : never(id);
            """);
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller");

        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=link]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("copied");
        await visit.HighlightAsync("Throughout most of modern history");
        await visit.HighlightAsync(Words);
        await visit.Page.WaitForFunctionAsync("() => waiting.length === 2"); // both are answered
        Assert.Equal(1, await visit.Page.EvaluateAsync<int>("waiting.filter(Boolean).length"));
        await visit.Page.EvaluateAsync("waiting.splice(0).find(Boolean)()");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=link]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("copied");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("waiting.length"));

        await visit.OpenAsync("/");
        Assert.Equal("saved,left", await visit.Page.EvaluateAsync<string>("sessionStorage.told"));
    }

    [Fact]
    public async Task Typing_in_one_tab_makes_the_other_read_the_database_once()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync(
            """
            () => {
              globalThis.reads = 0;
              const { getAll } = IDBObjectStore.prototype;
              IDBObjectStore.prototype.getAll = function (...all) { reads++; return getAll.apply(this, all); };
            }
            """);
        var other = await visit.NewTabAsync("/p/p10/notes");
        await visit.Page.Locator("#paragraph-note").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("a few words, one key after the other");

        await other.WaitForFunctionAsync("() => reads > 0");
        Assert.InRange(await other.EvaluateAsync<int>("reads"), 1, 2); // 2 if this machine paused for a second
    }

    [Fact]
    public async Task A_cached_page_has_its_files_offline_after_an_update()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/p/p10/notes");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller");
        await visit.OpenAsync("/p/p10/notes");
        await visit.Page.EvaluateAsync(
            """
            async () => {
              let kept;
              while (!(kept = await caches.match("/p/p10/notes"))) await new Promise(next => setTimeout(next, 50));
              const html = (await kept.text()).replace(/\.[0-9a-z]{10}\.(css|js)/g, ".0123456789.$1");
              await (await caches.open("pages")).put("/p/p10/notes", new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", Date: new Date().toUTCString() } }));
            }
            """);

        await visit.Page.Context.SetOfflineAsync(true);
        await visit.OpenAsync("/p/p10/notes");

        Assert.Equal("sticky", await visit.Page.Locator("#site-bar").EvaluateAsync<string>("bar => getComputedStyle(bar).position"));
        await visit.Page.Locator(".settings-link[role=button]").WaitForAsync(); // set by the current version of the script
        await visit.Page.EvaluateAsync(
            """
            async () => {
              const [now] = (await caches.keys()).filter(name => name.startsWith("files "));
              const { url } = (await (await caches.open(now)).keys()).find(({ url }) => url.includes("/dist/reading-sharing."));
              await import(url); // a late part, which shares the script's modules
            }
            """);
        Assert.Equal(2, await visit.Page.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(({ name }) => name.includes('/dist/reader.')).length")); // the old name leads to the new script
    }

    [Fact]
    public async Task The_worker_caches_a_limited_number_of_pages_and_evicts_the_least_recently_seen()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("navigator.serviceWorker.ready");
        await visit.WaitUntilAsync("async () => !!(await caches.match('/offline') && navigator.serviceWorker.controller)");

        var kept = await visit.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const pages = await caches.open("pages");
              for (let page = 0; page < 120; page++) await pages.put(`/p/p${page}/notes`, new Response("kept"));
              await fetch("/p/p10/notes", { headers: { "X-Requested-With": "fetch" } });
              let keys;
              do keys = (await pages.keys()).map(({ url }) => new URL(url).pathname); while (keys.filter(path => path.endsWith("/notes")).length > 110);
              return keys;
            }
            """);

        Assert.Contains("/", kept);
        Assert.Contains("/offline", kept);
        Assert.DoesNotContain("/p/p0/notes", kept);
        Assert.Contains("/p/p119/notes", kept);
    }
}
