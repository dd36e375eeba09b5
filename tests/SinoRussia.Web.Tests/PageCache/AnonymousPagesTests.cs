using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Content;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.PageCache;

public sealed class AnonymousPagesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/s/friedman")]
    [InlineData("/p/p12")]
    public async Task A_page_that_is_the_same_for_all_is_sent_again_only_after_a_change(string address)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var first = await reader.GetAsync(address);
        using var again = await AskAsync(reader, address, first.Headers.ETag!);
        app.EditEssay("an apparently objective assessment", "an objective assessment");
        using var edited = await AskAsync(reader, address, first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        Assert.Contains("an objective assessment", await edited.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    [InlineData("br;q=0, gzip;q=0")]
    public async Task Each_browser_gets_an_encoding_it_accepts_and_the_same_page(string accepted)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        using var plain = await reader.GetAsync("/");
        reader.DefaultRequestHeaders.Add("Accept-Encoding", accepted);

        using var answer = await reader.GetAsync("/");

        var encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault();
        Assert.Equal(accepted is "br" or "gzip" ? accepted : null, encoding);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        var body = await answer.Content.ReadAsStreamAsync();
        using var text = new StreamReader(encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        });
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
    }

    [Fact]
    public async Task Only_the_reader_who_made_a_mark_sees_it()
    {
        await using var app = new ReaderApp();
        var (reader, other) = (app.NewReader(), app.NewReader());
        using var before = await reader.GetAsync("/");
        await reader.MarkAsync(app.Essay, "the well-known American thinker");

        using var mine = await AskAsync(reader, "/", before.Headers.ETag!);
        var theirs = await other.GetStringAsync("/");

        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        Assert.Contains("<mark", await mine.Content.ReadAsStringAsync());
        Assert.DoesNotContain("<mark", theirs);
    }

    [Fact]
    public async Task HEAD_gets_the_same_headers_and_no_body()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        using var whole = await reader.GetAsync("/");

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("http://localhost/?utm_source=x&page=7", null)]
    [InlineData("http://localhost/?at=p9&adjust=nonsense", null)]
    [InlineData("http://LOCALHOST/", null)]
    [InlineData("http://localhost/", "reader=junk")]
    [InlineData("http://localhost/", "look=size-99.nonsense; other=1")]
    public async Task Requests_that_change_nothing_in_a_page_get_the_cached_page(string address, string? cookie)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        using var plain = await reader.GetAsync("http://localhost/");
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await reader.SendAsync(request);

        Assert.Equal(plain.Headers.ETag, answer.Headers.ETag);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/people", "/People/")]
    [InlineData("/s/friedman", "/S/friedman")]
    [InlineData("/p/p12", "/%70/p12?x=1")]
    public async Task A_page_is_cached_once_however_its_address_is_written(string address, string otherwise)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var other = await reader.GetAsync(otherwise);
        using var plain = await reader.GetAsync(address);

        Assert.NotNull(plain.Headers.ETag);
        Assert.Equal(plain.Headers.ETag, other.Headers.ETag);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/s/friedman")]
    [InlineData("/p/p12")]
    [InlineData("/about")]
    [InlineData("/people")]
    [InlineData("/timeline")]
    [InlineData("/figures")]
    [InlineData("/reading")]
    public async Task Every_anonymous_page_is_cached_and_equals_a_fresh_rendering_for_each_host_and_setting(string address)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        (string Host, string? Look)[] visits = [("localhost", null), ("reader.example:8080", null), ("localhost", "theme-dark.face-sans"), ("xn--e1afmkfd.example", "size-5")];

        foreach (var (host, look) in visits)
        {
            var kept = await PageAsync(reader, $"http://{host}{address}", look is null ? null : $"look={look}");
            var rendered = await PageAsync(app.NewReader(), $"http://{host}{address}{(address.Length < 2 || address[1] is 's' or 'p' ? "?q=" : "")}", look is null ? null : $"look={look}");

            Assert.NotNull(kept.Tag);
            Assert.DoesNotContain(".invalid", kept.Html);
            Assert.Contains($"http://{host}/", kept.Html);
            Assert.Equal(look?.Contains("theme-dark", StringComparison.Ordinal) == true, kept.Html.Contains("data-theme=\"dark\"", StringComparison.Ordinal));
            Assert.Equal(look?.Contains("face-", StringComparison.Ordinal) != true, kept.Html.Contains("rel=\"preload\"", StringComparison.Ordinal));
            Assert.Equal(AddressesIn(rendered.Html), AddressesIn(kept.Html));
        }
    }

    [Fact]
    public async Task Simultaneous_requests_for_a_page_share_one_rendering()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();
        var cache = app.Services.GetRequiredService<AnonymousPageCache>();
        var edition = app.Services.GetRequiredService<LiveEssay>().Edition;
        var (renderings, isAsked) = (0, new TaskCompletionSource());

        var asked = Enumerable.Range(0, 20)
            .Select(host => cache.FindOrRenderAsync(new PageVariant("", "/x", $"http://{host}.example", ReadingSettings.Default, null), edition, RenderAsync, TestContext.Current.CancellationToken))
            .ToList();
        isAsked.SetResult();
        var pages = await Task.WhenAll(asked);

        Assert.Equal(1, renderings);
        Assert.Equal(20, pages.Select(page => page!.Tag).Distinct().Count());

        async Task<PageTemplate?> RenderAsync()
        {
            Interlocked.Increment(ref renderings);
            await isAsked.Task;
            return PageTemplate.Parse(System.Text.Encoding.UTF8.GetBytes($"<p>{PageMarkers.Instance.Origin}"));
        }
    }

    [Fact]
    public async Task When_a_shared_rendering_fails_each_waiting_request_renders_its_own()
    {
        await using var app = new ReaderApp();
        app.NewReader().Dispose();
        var cache = app.Services.GetRequiredService<AnonymousPageCache>();
        var edition = app.Services.GetRequiredService<LiveEssay>().Edition;
        var variant = new PageVariant("", "/x", "http://localhost", ReadingSettings.Default, null);
        var isAsked = new TaskCompletionSource();

        var first = cache.FindOrRenderAsync(variant, edition, FailAsync, TestContext.Current.CancellationToken);
        var second = cache.FindOrRenderAsync(variant, edition, FailAsync, TestContext.Current.CancellationToken);
        isAsked.SetResult();

        await Assert.ThrowsAsync<NotSupportedException>(() => first);
        Assert.Null(await second);

        async Task<PageTemplate?> FailAsync()
        {
            await isAsked.Task;
            throw new NotSupportedException();
        }
    }

    [Fact]
    public void A_page_with_a_changed_marker_is_not_cached()
    {
        var origin = PageMarkers.Instance.Origin;

        Assert.NotNull(PageTemplate.Parse(System.Text.Encoding.UTF8.GetBytes($"<a href=\"{origin}/x\">")));
        Assert.Null(PageTemplate.Parse(System.Text.Encoding.UTF8.GetBytes($"<a href=\"?to={Uri.EscapeDataString(origin)}\">")));
    }

    // The absolute addresses in a page, in their order.
    private static List<string> AddressesIn(string html) =>
        [.. new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelectorAll("meta[content^=http], link[rel=canonical], script[type='application/ld+json']")
            .Select(element => element.GetAttribute("content") ?? element.GetAttribute("href") ?? element.TextContent)];

    private static async Task<(string? Tag, string Html)> PageAsync(HttpClient reader, string address, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await reader.SendAsync(request);
        return (answer.Headers.ETag?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient reader, string address, EntityTagHeaderValue known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(known);
        return reader.SendAsync(request);
    }
}
