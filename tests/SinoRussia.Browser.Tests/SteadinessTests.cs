using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

public sealed class SteadinessTests(Chromium chromium)
{
    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Nothing_shifts_while_the_page_comes(int width)
    {
        await using var visit = await Visit.BeginAsync(chromium, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await visit.Page.AddInitScriptAsync(
            """
            globalThis.shifted = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => (shifted += entry.value))).observe({ type: "layout-shift", buffered: true });
            """);
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

        Assert.InRange(await visit.Page.EvaluateAsync<double>("shifted"), 0, 0.02);
    }
}
