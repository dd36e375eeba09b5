using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class DevelopmentTests
{
    [Fact]
    public async Task In_development_a_page_loads_and_revalidates_the_source_scripts_and_stylesheets()
    {
        await using var production = new ReaderApp();
        await using var app = production.WithWebHostBuilder(builder => builder.UseEnvironment("Development"));
        var reader = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var files = app.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;

        var page = await reader.OpenAsync("/");

        Assert.Equal("/js/reader.js", page.QuerySelector("script[src]")!.GetAttribute("src"));
        Assert.Equal("/css/site.css", page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
        foreach (var path in new[] { "js/reader.js", "css/site.css", "css/tokens.css" })
        {
            using var answer = await reader.GetAsync(path);
            var file = files.GetFileInfo(path);

            Assert.Equal(await File.ReadAllTextAsync(file.PhysicalPath!), await answer.Content.ReadAsStringAsync());
            Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
            Assert.Equal(file.LastModified.ToUnixTimeSeconds(), answer.Content.Headers.LastModified!.Value.ToUnixTimeSeconds()); // so its entity tag changes with each edit
        }
    }
}
