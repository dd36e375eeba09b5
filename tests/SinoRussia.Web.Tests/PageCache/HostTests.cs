using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Content;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Tests.PageCache;

/// <summary>Cached pages for the hosts that requests name, which anybody can invent.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task Another_host_gets_its_own_addresses()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.GetStringAsync("http://localhost/");

        var other = await reader.OpenAsync("http://reader.example/");

        Assert.Equal("http://reader.example/", other.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("a&b")]
    [InlineData("a'b")]
    [InlineData("..")]
    [InlineData("a..b")]
    public async Task An_invalid_host_is_refused(string host)
    {
        await using var app = new ReaderApp();
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", host);

        using var answer = await app.NewReader().SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(host, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(62, HttpStatusCode.OK)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    [InlineData(2_500, HttpStatusCode.BadRequest)]
    public async Task A_host_longer_than_a_domain_name_can_be_is_refused(int labels, HttpStatusCode expected)
    {
        await using var app = new ReaderApp();
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", string.Join('.', Enumerable.Repeat("abc", labels)) + ":443");

        using var answer = await app.NewReader().SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Any_number_of_hosts_stays_within_the_memory_of_the_cache()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();
        var cache = app.Services.GetRequiredService<AnonymousPageCache>();
        var edition = app.Services.GetRequiredService<LiveEssay>().Edition;
        var hosts = new List<WeakReference<string>>();
        var pages = new List<WeakReference<PackedPage>>();

        for (var i = 0; i < 10_000; i++)
        {
            var host = $"http://{i}.{new string('a', 4_000)}.example";
            hosts.Add(new WeakReference<string>(host));
            var variant = new PageVariant("", "/x", host, ReadingSettings.Default, i % 2 == 0 ? "br" : null);
            await cache.FindOrRenderAsync(variant, edition, RenderAsync, TestContext.Current.CancellationToken);
            var page = await cache.FindOrRenderAsync(variant, edition, RenderAsync, TestContext.Current.CancellationToken); // the second request stores it
            pages.Add(new WeakReference<PackedPage>(page!));
        }

        GC.Collect();

        // What is still alive of these, not the memory of the process, where other tests run too.
        var kept = hosts.Sum(host => host.TryGetTarget(out var name) ? (long)name.Length * sizeof(char) : 0) + pages.Sum(page => page.TryGetTarget(out var packed) ? packed.Length : 0);
        Assert.InRange(kept, 1, 32 * 1024 * 1024);

        static Task<PageTemplate?> RenderAsync() =>
            Task.FromResult(PageTemplate.Parse(System.Text.Encoding.UTF8.GetBytes($"<p>{PageMarkers.Instance.Origin}</p>")));
    }

    [Fact]
    public async Task Invented_variants_are_cached_when_requested_again_and_do_not_evict_those_of_readers()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();
        var cache = app.Services.GetRequiredService<AnonymousPageCache>();
        var edition = app.Services.GetRequiredService<LiveEssay>().Edition;
        var own = await AskAsync("http://own.example");
        Assert.NotNull(cache.Find(own)); // the first host is taken to be the site's own

        var invented = new List<PageVariant>();
        for (var i = 0; i < 3_000; i++)
        {
            invented.Add(await AskAsync($"http://{i}.example"));
        }

        Assert.All(invented, variant => Assert.Null(cache.Find(variant)));
        Assert.NotNull(cache.Find(await AskAsync("http://2999.example")));
        Assert.NotNull(cache.Find(own));

        async Task<PageVariant> AskAsync(string origin)
        {
            var variant = new PageVariant("", "/x", origin, ReadingSettings.Default, "br");
            await cache.FindOrRenderAsync(variant, edition, () => Task.FromResult(PageTemplate.Parse(System.Text.Encoding.UTF8.GetBytes("<p>"))), TestContext.Current.CancellationToken);
            return variant;
        }
    }

    [Fact]
    public async Task With_a_public_address_the_requests_host_appears_nowhere_and_creates_no_variant()
    {
        await using var app = new ReaderApp().With("Site:Address", "https://reader.example");
        var reader = app.NewReader();

        using var one = await reader.GetAsync("http://one.example/");
        using var two = await reader.GetAsync("http://two.example/");

        Assert.Equal(one.Headers.ETag, two.Headers.ETag);
        var html = await two.Content.ReadAsStringAsync();
        Assert.Equal(await one.Content.ReadAsStringAsync(), html);
        Assert.DoesNotContain("two.example", html);
        Assert.Contains("https://reader.example/", html);
    }
}
