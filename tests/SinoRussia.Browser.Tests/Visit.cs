using System.Collections.Concurrent;
using System.Diagnostics;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>A new reader in a browser of their own. At the end, fails if the browser logged errors.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const float Patience = 60_000; // milliseconds; long, so that a busy machine does not fail a test

    // All rules run. For rules that pass, axe then does not describe each of the thousands of elements, which takes it as long as the check.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>A function in the page that selects the given words.</summary>
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
    private readonly ConcurrentDictionary<IRequest, bool> unanswered = new();
    private readonly Stopwatch visited = Stopwatch.StartNew();
    private readonly List<IBrowserContext> others = [];
    private readonly Chromium chromium;
    private readonly IBrowser browser;
    private readonly IBrowserContext context;
    private readonly bool isAlone;
    private readonly bool isWhole;

    private Visit(ReaderApp app, bool isAlone, bool isWhole, Chromium chromium, IBrowser browser, IBrowserContext context, IPage page)
    {
        (App, this.isAlone, this.isWhole, this.chromium, this.browser, this.context, Page) = (app, isAlone, isWhole, chromium, browser, context, page);
        Watch(page);
    }

    public ReaderApp App { get; private set; }

    /// <summary>The active tab.</summary>
    public IPage Page { get; private set; }

    public ILocator Toolbar => Page.Locator("passage-toolbar");

    public ILocator Panel => Page.Locator("#note-panel");

    public ILocator Status => Page.Locator("#status");

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            // A refused request is an answer to the script, not an error; the tests check what the page makes of it.
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => unanswered[request] = true;
        page.RequestFinished += (_, request) => unanswered.TryRemove(request, out var _);
        page.RequestFailed += (_, request) => unanswered.TryRemove(request, out var _);
    }

    /// <param name="isAlone">Whether the app is only for this visit and ends with it.</param>
    /// <param name="isWhole">Whether it needs the whole Chromium, see <see cref="Chromium.TakeAsync"/>.</param>
    public static async Task<Visit> BeginAsync(Chromium chromium, ReaderApp app, bool isAlone, bool isWhole, BrowserNewContextOptions? options)
    {
        options ??= new BrowserNewContextOptions();
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block; // tests about other things are spared the service worker's requests
        options.BaseURL = app.ClientOptions.BaseAddress.ToString();
        options.ReducedMotion = ReducedMotion.Reduce; // so that nothing moves under the mouse
        options.Permissions = ["clipboard-read", "clipboard-write"];
        var own = await chromium.TakeAsync(isWhole);
        var person = await own.NewContextAsync(options);
        person.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Visit(app, isAlone, isWhole, chromium, own, person, await person.NewPageAsync());
    }

    /// <summary>Opens another tab of the same browser; returns it and the one before it.</summary>
    public async Task<IPage> NewTabAsync(string address)
    {
        var before = Page;
        Page = await context.NewPageAsync();
        Watch(Page);
        await OpenAsync(address);
        return before;
    }

    /// <summary>A page of another reader, in a browser of their own.</summary>
    public async Task<IPage> NewReaderPageAsync(BrowserNewContextOptions options)
    {
        var other = await context.Browser!.NewContextAsync(new BrowserNewContextOptions(options) { BaseURL = App.ClientOptions.BaseAddress.ToString(), ServiceWorkers = ServiceWorkerPolicy.Block, ReducedMotion = ReducedMotion.Reduce });
        other.SetDefaultTimeout(Patience);
        others.Add(other);
        var page = await other.NewPageAsync();
        Watch(page);
        return page;
    }

    public void Turn(IPage tab) => Page = tab;

    /// <summary>Stops the server, and starts it again at the same address after <paramref name="meanwhile"/>.</summary>
    public async Task RestartAsync(Func<Task> meanwhile)
    {
        await Page.EvaluateAsync("import(document.body.dataset.base + 'js/text/text-offsets.js')"); // SelectAsync needs this module, so load it while the server runs
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle); // and the parts of the page that load later
        var port = App.ClientOptions.BaseAddress.Port;
        var next = await App.RestartedAsync();
        await meanwhile();
        next.UseKestrel(port);
        next.StartServer();
        App = next;
    }

    /// <summary>Waits until an async function in the page returns true. Playwright's own wait would take the promise for a true value.</summary>
    public async Task WaitUntilAsync(string function, object? argument = null)
    {
        for (var since = Stopwatch.StartNew(); !await Page.EvaluateAsync<bool>(function, argument); await Task.Delay(50))
        {
            Assert.True(since.ElapsedMilliseconds < Patience, $"Timed out waiting for {function}");
        }
    }

    /// <summary>Waits for two frames: the page has drawn what its scripts did, and what they did upon new sizes.</summary>
    public Task WaitForFramesAsync() => Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    public async Task OpenAsync(string address) => await Page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>Selects these words as with mouse or keyboard; the page gets the usual events.</summary>
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
        await Panel.Locator("textarea").FillAsync(note);
        await Panel.Locator(".primary").ClickAsync();
        await Assertions.Expect(Panel).ToBeHiddenAsync();
    }

    /// <summary>Opens the card of the mark in a paragraph and goes into its note by key.</summary>
    public async Task BeginEditingAsync(string paragraph)
    {
        await Page.Locator($"#{paragraph} mark").ClickAsync();
        await Panel.Locator(".edit-note").PressAsync("Enter");
    }

    public Task AssertAccessibleAsync() => AssertNoViolationsAsync(null, OnlyViolations);

    /// <summary>The same for one element of the page.</summary>
    public Task AssertAccessibleAsync(string selector) => AssertNoViolationsAsync(selector, OnlyViolations);

    /// <summary>The same in the light theme, and in the dark one the rules about colours, which are those that depend on the theme.</summary>
    public async Task AssertAccessibleInBothThemesAsync(string? selector = null)
    {
        await AssertNoViolationsAsync(selector, OnlyViolations);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await AssertNoViolationsAsync(selector, new AxeRunOptions { ResultTypes = OnlyViolations.ResultTypes, RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") });
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }

    private async Task AssertNoViolationsAsync(string? selector, AxeRunOptions options) =>
        Assert.Empty((await (selector is null ? Page.RunAxe(options) : Page.RunAxe(new AxeRunContext { Include = [new AxeSelector(selector)] }, options))).Violations.Select(violation => $"{violation.Id}: {violation.Help} {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));

    public async ValueTask DisposeAsync()
    {
        if (visited.ElapsedMilliseconds > Patience)
        {
            await KeepEvidenceAsync();
        }

        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        await context.DisposeAsync();
        chromium.Return(browser, isWhole);
        if (isAlone)
        {
            await App.DisposeAsync();
        }

        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints)); // in full
    }

    // For a visit that was longer than a wait, so that it may have waited in vain: requests without an answer and errors in the test's output, the page and its picture in a folder.
    private async Task KeepEvidenceAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "waited", $"{Guid.NewGuid():N}")).FullName;
        string[] lines = [folder, .. unanswered.Keys.Select(request => $"no answer: {request.Method} {request.Url}"), .. complaints];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, lines));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), await Page.ContentAsync());
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "page.png") });
        }
        catch (PlaywrightException)
        {
            // The browser is gone.
        }
    }
}
