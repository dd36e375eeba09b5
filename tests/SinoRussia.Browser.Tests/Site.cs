using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>One app for all tests of a class: each visit is a reader of its own, known by its own cookie. Whoever edits the essay,
/// restarts the app or looks at its other readers visits another one alone.</summary>
public sealed class Site(Chromium chromium) : IAsyncLifetime
{
    private readonly Lazy<ReaderApp> app = new(Start);

    /// <summary>A visit to the app that other tests of the class visit, too.</summary>
    internal Task<Visit> VisitAsync(BrowserNewContextOptions? options = null) => Visit.BeginAsync(chromium, app.Value, isAlone: false, options);

    /// <summary>A visit to an app that was started for it.</summary>
    internal Task<Visit> VisitAloneAsync(BrowserNewContextOptions? options = null) => Visit.BeginAsync(chromium, Start(), isAlone: true, options);

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
