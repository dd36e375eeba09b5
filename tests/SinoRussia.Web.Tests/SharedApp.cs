namespace SinoRussia.Web.Tests;

/// <summary>One app for the tests of a class: each takes new readers, whose marks no other test sees. A test that edits the essay, moves the clock,
/// restarts the app, or looks at all rows or at files needs an app of its own.</summary>
public sealed class SharedApp : IAsyncDisposable
{
    private readonly Lazy<ReaderApp> app = new(() => new ReaderApp());

    internal ReaderApp App => app.Value;

    public async ValueTask DisposeAsync()
    {
        if (app.IsValueCreated)
        {
            await app.Value.DisposeAsync();
        }
    }
}
