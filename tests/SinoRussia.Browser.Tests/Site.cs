using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

/// <summary>One app for all tests of a class: each visit is a new reader with a cookie of their own. A test that edits the essay, restarts the app or
/// looks at its other readers needs an app of its own.</summary>
public class Site : IAsyncLifetime
{
    private readonly Chromium chromium;
    private readonly Func<ReaderApp> make;
    private readonly Lazy<ReaderApp> app;

    public Site(Chromium chromium)
        : this(chromium, () => new ReaderApp())
    {
    }

    private protected Site(Chromium chromium, Func<ReaderApp> make)
    {
        (this.chromium, this.make) = (chromium, make);
        app = new(Start);
    }

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

        GC.SuppressFinalize(this);
    }

    private ReaderApp Start()
    {
        var started = make();
        started.UseKestrel(0);
        started.StartServer();
        return started;
    }
}

/// <summary>The same with a short essay, see <see cref="ShortContent"/>: a load of its page takes two thirds of the CPU time. For tests of what readers do,
/// not of margin, print, links or the edition.</summary>
public sealed class ShortSite(Chromium chromium) : Site(chromium, ReaderApp.WithShortEssay);
