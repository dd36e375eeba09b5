using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Whatever a browser refuses, the essay is readable, every tool works or says why not, and nothing claims to be saved that is
/// not.</summary>
public sealed class StorageDeniedTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";
    private const string No = "throw new DOMException('no', 'SecurityError');";

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["database"] = Getter("globalThis", "indexedDB"),
        ["database that never answers"] = "IDBFactory.prototype.open = () => ({});",
        ["database that is full"] = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        ["database that hangs"] = """
            {
              const put = IDBObjectStore.prototype.put;
              IDBObjectStore.prototype.put = function (value) {
                this.transaction.commit = () => {};
                const again = () => (this.get(0).onsuccess = again);
                again();
                return put.call(this, value);
              };
            }
            """,
        ["database that cannot be read later"] = Later("IDBObjectStore.prototype", "getAll", 1) + Later("IDBObjectStore.prototype", "get", 0),
        ["database that is gone later"] = Later("IDBDatabase.prototype", "transaction", 4),
        ["database that opens the second time"] = "{ const open = IDBFactory.prototype.open; let tries = 0; IDBFactory.prototype.open = function (...to) { if (tries++ === 0) throw new DOMException('no', 'UnknownError'); return open.apply(this, to); }; }",
        ["local storage"] = Getter("globalThis", "localStorage"),
        ["local storage with a bad entry"] = "localStorage.setItem('reader / kept 1', '{'); localStorage.setItem('reader / kept 2', 'null');",
        ["session storage"] = Getter("globalThis", "sessionStorage"),
        ["channels"] = $"globalThis.BroadcastChannel = class {{ constructor() {{ {No} }} }};",
        ["channels that close"] = "BroadcastChannel.prototype.postMessage = () => { throw new DOMException('closed', 'InvalidStateError'); };",
        ["locks that another tab never gives back"] = """
            navigator.locks.request = (name, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
            { const timeout = AbortSignal.timeout; AbortSignal.timeout = most => timeout.call(AbortSignal, most === 20_000 ? 100 : most); }
            """,
        ["locks"] = "navigator.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));",
        ["no locks"] = "Object.defineProperty(navigator, 'locks', { value: undefined });",
        ["caches"] = Getter("globalThis", "caches"),
        ["workers"] = Getter("navigator", "serviceWorker"),
    };

    // Each with one that it has nothing to do with.
    private static readonly string[][] Pairs =
    [
        ["database", "channels"],
        ["database that never answers", "no locks"],
        ["database that is full", "channels that close"],
        ["database that hangs", "session storage"],
        ["database that cannot be read later", "caches"],
        ["database that is gone later", "workers"],
        ["database that opens the second time", "locks"],
        ["local storage", "locks that another tab never gives back"],
        ["local storage with a bad entry"],
    ];

    private static readonly string[] Together = ["database", "local storage", "session storage", "channels", "locks", "caches", "workers"];

    private static string Later(string home, string method, int good) =>
        $"{{ const it = {home}.{method}; let calls = 0; {home}.{method} = function (...to) {{ if (calls++ >= {good}) throw new DOMException('late', 'UnknownError'); return it.apply(this, to); }}; }}";

    [Fact]
    public async Task With_some_or_all_browser_storage_refused_the_page_works_and_saves_arrive()
    {
        Assert.Equal(Refused.Keys.Order(), Pairs.SelectMany(pair => pair).Order());
        await using var visit = await site.VisitAsync();
        foreach (var pair in Pairs)
        {
            await WriteWithoutAsync(visit, pair, "kept in this browser");
        }

        await WriteWithoutAsync(visit, Together, "as long as this page stays open");
    }

    [Fact]
    [Nightly]
    public async Task With_any_one_kind_of_browser_storage_refused_the_page_works_and_saves_arrive()
    {
        await using var visit = await site.VisitAsync();
        foreach (var kind in Refused.Keys)
        {
            await WriteWithoutAsync(visit, [kind], "kept in this browser");
        }
    }

    private static async Task WriteWithoutAsync(Visit visit, string[] refused, string kept)
    {
        var name = string.Join(", ", refused);
        await using var person = await NewReaderContextAsync(visit);
        var page = await OpenAsync(person, string.Concat(refused.Select(kind => Refused[kind])));

        await Expect(page.Locator("#p9 .number")).ToHaveAttributeAsync("aria-haspopup", "dialog");
        await Expect(page.Locator("#essay")).ToHaveAttributeAsync("data-margin", "on");
        await WriteAsync(page, Words, name);
        await Expect(page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        await page.Locator("#p10 mark").ClickAsync();
        await Expect(page.Locator("#note-panel .note-body")).ToHaveTextAsync(name);
        await page.Locator("#note-panel .close").ClickAsync();

        await person.RouteAsync("**/notes**", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await WriteAsync(page, "Throughout most of modern history", "later");
        await Expect(page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");
        await Expect(page.Locator("#status")).ToContainTextAsync(kept);
        await person.UnrouteAllAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
        Assert.Equal("", await page.EvaluateAsync<string>("faults.join()"));
    }

    [Fact]
    public async Task Unsent_changes_stay_on_the_page_when_the_browser_deletes_its_storage()
    {
        await using var visit = await site.VisitAsync();
        await using var person = await NewReaderContextAsync(visit);
        var page = await OpenAsync(person, "");
        await person.RouteAsync("**/notes**", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await WriteAsync(page, Words, "not lost");
        await Expect(page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");

        await page.EvaluateAsync("new Promise(done => (indexedDB.deleteDatabase('reader /').onsuccess = done))");
        await WriteAsync(page, "Throughout most of modern history", "nor this");

        await Expect(page.Locator(".unsent-button")).ToHaveTextAsync("2 unsent");
        await page.Locator(".unsent-button").ClickAsync();
        await Expect(page.Locator("#unsent .editorial")).ToContainTextAsync("as long as this page stays open");
        await person.UnrouteAllAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task When_cookies_are_blocked_the_words_stay_and_the_reader_is_told_why()
    {
        await using var visit = await site.VisitInWholeChromiumAsync();
        using var profile = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(profile.Path, "Default"));
        await File.WriteAllTextAsync(Path.Combine(profile.Path, "Default", "Preferences"), """{"profile":{"default_content_setting_values":{"cookies":2}}}""", TestContext.Current.CancellationToken);
        await using var person = await visit.Page.Context.Browser!.BrowserType.LaunchPersistentContextAsync(profile.Path, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Chromium.Path,
            ChromiumSandbox = false,
            Args = Chromium.Arguments,
            BaseURL = visit.App.ClientOptions.BaseAddress.ToString(),
        });
        person.SetDefaultTimeout(60_000);
        var page = person.Pages[0];
        await page.GotoAsync("/");

        await SelectAsync(page, Words);
        await page.Locator("passage-toolbar [data-act=note]").ClickAsync();
        await page.Locator("#draft-note").FillAsync("my words");
        await page.Locator("#note-panel .primary").ClickAsync();
        await Expect(page.Locator("#note-panel .refusal")).ToContainTextAsync("and your browser blocks it");
        await Expect(page.Locator("#draft-note")).ToHaveValueAsync("my words");
        await Expect(page.Locator("#essay .mark-link")).ToHaveCountAsync(0);

        await page.Locator(".settings-link").ClickAsync();
        await page.Locator("#settings-panel [name=theme][value=dark]").CheckAsync(new LocatorCheckOptions { Force = true });
        await Expect(page.Locator("#status")).ToContainTextAsync("needs a cookie to keep your settings");

        await page.GotoAsync("/p/p9/notes");
        await page.Locator("#paragraph-note").FillAsync("in a form");
        await page.Locator("form.write .primary").First.ClickAsync();
        await Expect(page.Locator("form.write .refusal")).ToContainTextAsync("and your browser blocks it");
        await Expect(page.Locator("#paragraph-note")).ToHaveValueAsync("in a form");

        await page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))"); // as without script
        await page.Locator("form.write .primary").First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Not saved");
        await Expect(page.Locator("#kept")).ToHaveValueAsync("in a form");
    }

    private static string Getter(string home, string name) => $"Object.defineProperty({home}, '{name}', {{ get() {{ {No} }} }});";

    private static async Task<IBrowserContext> NewReaderContextAsync(Visit visit)
    {
        var person = await visit.Page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = visit.App.ClientOptions.BaseAddress.ToString(),
            ReducedMotion = ReducedMotion.Reduce,
        });
        person.SetDefaultTimeout(60_000);
        return person;
    }

    private static async Task<IPage> OpenAsync(IBrowserContext person, string script)
    {
        var page = await person.NewPageAsync();
        await page.AddInitScriptAsync($"globalThis.faults = []; for (const kind of ['error', 'unhandledrejection']) addEventListener(kind, event => faults.push(String(event.message ?? event.reason))); {script}");
        await page.GotoAsync("/");
        return page;
    }

    private static async Task WriteAsync(IPage page, string words, string note)
    {
        await SelectAsync(page, words);
        await page.Locator("passage-toolbar [data-act=note]").ClickAsync();
        await page.Locator("#draft-note").FillAsync(note);
        await page.Locator("#note-panel .primary").ClickAsync();
    }

    private static async Task SelectAsync(IPage page, string words) => await page.EvaluateAsync(Visit.SelectWords, words);
}
