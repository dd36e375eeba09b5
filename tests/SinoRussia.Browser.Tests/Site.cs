using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>One app for all tests of a class: each visit is a new reader with a cookie of their own. A test that edits the essay, restarts the app or
/// looks at its other readers needs an app of its own.</summary>
public sealed class Site(Chromium chromium) : IAsyncLifetime
{
    private readonly Lazy<ReaderApp> app = new(Start);

    /// <summary>A visit to the app that the tests of the class share.</summary>
    internal Task<Visit> VisitAsync(BrowserNewContextOptions? options = null) => Visit.BeginAsync(chromium, app.Value, isAlone: false, isWhole: false, options);

    /// <summary>A visit to an app of its own.</summary>
    internal Task<Visit> VisitAloneAsync(BrowserNewContextOptions? options = null) => Visit.BeginAsync(chromium, Start(), isAlone: true, isWhole: false, options);

    /// <summary>A visit to the shared app in the whole Chromium, see <see cref="Chromium.TakeAsync"/>.</summary>
    internal Task<Visit> VisitInWholeChromiumAsync(BrowserNewContextOptions? options = null) => Visit.BeginAsync(chromium, app.Value, isAlone: false, isWhole: true, options);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (app.IsValueCreated)
        {
            await app.Value.DisposeAsync();
        }
    }

    private static ReaderApp Start()
    {
        var started = new ReaderApp();
        started.UseKestrel(0);
        started.StartServer();
        return started;
    }
}
