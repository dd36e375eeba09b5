using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>One person at one browser, whom the app does not know yet. Ends by asserting that the browser had nothing to complain of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const float Patience = 60_000; // milliseconds: a busy machine is no failure

    /// <summary>A function of the page that selects these words.</summary>
    public const string SelectWords =
        """
        async words => {
          const { essayText, rangeOf } = await import(document.body.dataset.base + "js/text/text-offsets.js");
          const start = essayText().indexOf(words);
          const range = rangeOf({ start, end: start + words.length });
          range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }
        """;

    private readonly List<string> complaints = [];
    private readonly List<IBrowserContext> others = [];
    private readonly Chromium chromium;
    private readonly IBrowser browser;
    private readonly IBrowserContext context;
    private readonly bool isAlone;

    private Visit(ReaderApp app, bool isAlone, Chromium chromium, IBrowser browser, IBrowserContext context, IPage page)
    {
        (App, this.isAlone, this.chromium, this.browser, this.context, Page) = (app, isAlone, chromium, browser, context, page);
        Watch(page);
    }

    public ReaderApp App { get; private set; }

    /// <summary>The tab that the person looks at.</summary>
    public IPage Page { get; private set; }

    public ILocator Toolbar => Page.Locator("passage-toolbar");

    public ILocator Panel => Page.Locator("#note-panel");

    public ILocator Status => Page.Locator("#status");

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            // A refused request is the server's word to the script; the tests look at what the page makes of it.
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    /// <param name="isAlone">Whether the app ends with the visit.</param>
    public static async Task<Visit> BeginAsync(Chromium chromium, ReaderApp app, bool isAlone, BrowserNewContextOptions? options)
    {
        options ??= new BrowserNewContextOptions();
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block; // a test that is about something else is spared the traffic
        options.BaseURL = app.ClientOptions.BaseAddress.ToString();
        options.ReducedMotion = ReducedMotion.Reduce; // nothing moves away under the mouse
        options.Permissions = ["clipboard-read", "clipboard-write"];
        var own = await chromium.TakeAsync();
        var person = await own.NewContextAsync(options);
        person.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Visit(app, isAlone, chromium, own, person, await person.NewPageAsync());
    }

    /// <summary>Another tab of the same browser, and the one before it.</summary>
    public async Task<IPage> NewTabAsync(string address)
    {
        var before = Page;
        Page = await context.NewPageAsync();
        Watch(Page);
        await OpenAsync(address);
        return before;
    }

    /// <summary>A page of somebody else, in a browser of their own.</summary>
    public async Task<IPage> NewPersonAsync(BrowserNewContextOptions options)
    {
        var other = await context.Browser!.NewContextAsync(new BrowserNewContextOptions(options) { BaseURL = App.ClientOptions.BaseAddress.ToString(), ServiceWorkers = ServiceWorkerPolicy.Block, ReducedMotion = ReducedMotion.Reduce });
        other.SetDefaultTimeout(Patience);
        others.Add(other);
        var page = await other.NewPageAsync();
        Watch(page);
        return page;
    }

    public void Turn(IPage tab) => Page = tab;

    /// <summary>The server goes down, and comes back at the same address when <paramref name="meanwhile"/> is done.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        await Page.EvaluateAsync("import(document.body.dataset.base + 'js/text/text-offsets.js')"); // for SelectAsync, while there is a server
        var port = App.ClientOptions.BaseAddress.Port;
        var next = await App.RestartedAsync();
        await meanwhile();
        next.UseKestrel(port);
        next.StartServer();
        App = next;
    }

    /// <summary>Waits until a function of the page that returns a promise says so. Playwright's own wait takes the promise itself for an answer.</summary>
    public async Task WaitUntilAsync(string function, object? argument = null)
    {
        for (var since = Stopwatch.StartNew(); !await Page.EvaluateAsync<bool>(function, argument); await Task.Delay(50))
        {
            Assert.True(since.ElapsedMilliseconds < Patience, $"In vain waited for {function}");
        }
    }

    public async Task OpenAsync(string address) => await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>Selects these words as if by mouse or key; the page hears of it as of any other selection.</summary>
    public Task SelectAsync(string words) => Page.EvaluateAsync(SelectWords, words);

    public async Task HighlightAsync(string words, string colour = "amber")
    {
        await SelectAsync(words);
        var marks = await Page.Locator("#essay .mark-link").CountAsync();
        await Toolbar.Locator($".swatch[data-colour={colour}]").ClickAsync();
        await Assertions.Expect(Page.Locator("#essay .mark-link")).ToHaveCountAsync(marks + 1);
    }

    /// <summary>Writes a note on these words with the toolbar.</summary>
    public async Task WriteAsync(string words, string note)
    {
        await SelectAsync(words);
        await Assertions.Expect(Toolbar).ToBeVisibleAsync();
        await Toolbar.Locator("[data-act=note]").ClickAsync();
        await Toolbar.Locator("textarea").FillAsync(note);
        await Toolbar.Locator(".primary").ClickAsync();
        await Assertions.Expect(Toolbar).ToBeHiddenAsync();
    }

    public async Task AssertAccessibleAsync()
    {
        var found = await Page.RunAxe();
        Assert.Empty(found.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join("; ", v.Nodes.Select(n => n.Html))}"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        await context.DisposeAsync();
        chromium.Return(browser);
        if (isAlone)
        {
            await App.DisposeAsync();
        }

        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints)); // in full
    }
}
