using Microsoft.Playwright;

namespace SinoRussia.Browser.Tests;

public sealed class EditionPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_supplement_pages_are_accessible_fit_a_phone_and_obey_the_policy()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 320, Height = 700 } });
        foreach (var address in new[] { "/reading", "/about", "/cite?p=p12&quote=motivated%20by%20fear", "/cite?p=p12&quote=gone" })
        {
            await visit.OpenAsync(address);
            await visit.AssertAccessibleAsync();
            Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} is wider than a phone.");
        }
    }
}
