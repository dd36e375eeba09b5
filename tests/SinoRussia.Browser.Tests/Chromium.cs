using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SinoRussia.Browser.Tests.Chromium))]

namespace SinoRussia.Browser.Tests;

/// <summary>The browsers of all tests: each test has a browser to itself while it runs, with a clipboard that no other test writes to.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The whole browser.</summary>
    public static readonly string Path = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    // Chromium without a browser's interface. A new context costs a sixth, because no new-tab page is loaded with it.
    private const string HeadlessShell = "/usr/bin/chromium-headless-shell";

    public static readonly string[] Arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly ConcurrentBag<IBrowser> idle = [];
    private readonly ConcurrentBag<IBrowser> idleShells = [];
    private IPlaywright? playwright;

    public async ValueTask InitializeAsync() => playwright = await Playwright.CreateAsync();

    /// <param name="isWhole">Whether the test needs what the headless shell does not do: content settings, and fonts that load one by one.</param>
    public async Task<IBrowser> TakeAsync(bool isWhole)
    {
        isWhole |= !File.Exists(HeadlessShell);
        if ((isWhole ? idle : idleShells).TryTake(out var browser))
        {
            return browser;
        }

        var driver = playwright ?? throw new InvalidOperationException("Playwright must be started before the first test.");
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = isWhole ? Path : HeadlessShell,
            ChromiumSandbox = false, // the sandbox is not available to root, in containers
            Args = Arguments,
        });
    }

    public void Return(IBrowser browser, bool isWhole) => (isWhole || !File.Exists(HeadlessShell) ? idle : idleShells).Add(browser);

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in idle.Concat(idleShells))
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
