using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SinoRussia.Browser.Tests.Chromium))]

namespace SinoRussia.Browser.Tests;

/// <summary>The browsers of all tests: each test has a browser to itself while it runs, with a clipboard that no other test writes to.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The program: the one that CHROMIUM names, or the first on the PATH. The headless shell opens pages with a sixth of the work.</summary>
    public static readonly string Path = Environment.GetEnvironmentVariable("CHROMIUM")
        ?? new[] { "chromium-headless-shell", "chromium" }
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no 'chromium-headless-shell' or 'chromium' on the PATH.");

    public static readonly string[] Arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly ConcurrentBag<IBrowser> idle = [];
    private IPlaywright? playwright;

    public async ValueTask InitializeAsync() => playwright = await Playwright.CreateAsync();

    public async Task<IBrowser> TakeAsync()
    {
        if (idle.TryTake(out var browser))
        {
            return browser;
        }

        var driver = playwright ?? throw new InvalidOperationException("Playwright must be started before the first test.");
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            ChromiumSandbox = false, // the sandbox is not available to root, in containers
            Args = Arguments,
        });
    }

    public void Return(IBrowser browser) => idle.Add(browser);

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in idle)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
