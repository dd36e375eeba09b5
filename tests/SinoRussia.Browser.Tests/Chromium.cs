using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SinoRussia.Browser.Tests.Chromium))]

namespace SinoRussia.Browser.Tests;

/// <summary>The browsers of all tests: each test has a browser to itself while it runs, with a clipboard that no other test writes to.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Chromium without a browser's interface. A new context takes a sixth of the CPU time, because no new-tab page is loaded with it.
    private const string HeadlessShell = "/usr/bin/chromium-headless-shell";

    private static readonly string? Chosen = Environment.GetEnvironmentVariable("CHROMIUM"); // for all tests
    private static readonly bool HasShell = Chosen is null && File.Exists(HeadlessShell);

    /// <summary>The whole browser.</summary>
    public static readonly string Path = Chosen ?? "/usr/bin/chromium";

    public static readonly string[] Arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly ConcurrentBag<IBrowser> idle = [];
    private readonly ConcurrentBag<IBrowser> idleShells = [];
    private IPlaywright? playwright;

    public async ValueTask InitializeAsync() => playwright = await Playwright.CreateAsync();

    /// <param name="isWhole">Whether the test needs what the headless shell does not do: content settings, and fonts that load one by one.</param>
    public async Task<IBrowser> TakeAsync(bool isWhole)
    {
        if (IdleOf(isWhole).TryTake(out var browser))
        {
            return browser;
        }

        var driver = playwright ?? throw new InvalidOperationException("Playwright must be started before the first test.");
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = isWhole || !HasShell ? Path : HeadlessShell,
            ChromiumSandbox = false, // the sandbox is not available to root, in containers
            Args = Arguments,
        });
    }

    public void Return(IBrowser browser, bool isWhole) => IdleOf(isWhole).Add(browser);

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in idle.Concat(idleShells))
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private ConcurrentBag<IBrowser> IdleOf(bool isWhole) => isWhole || !HasShell ? idle : idleShells;
}
