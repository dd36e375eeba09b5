using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Reading;

public sealed class SharedPagesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/s/friedman")]
    [InlineData("/p/p12")]
    public async Task A_page_that_is_the_same_for_all_is_sent_again_only_when_it_changed(string address)
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
    public async Task Each_browser_gets_an_encoding_it_takes_and_the_same_page(string accepted)
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
    public async Task Who_has_marked_something_sees_it_and_nobody_else_does()
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
    public async Task Asked_for_the_head_alone_it_sends_the_same_headers_and_no_body()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        using var whole = await reader.GetAsync("/");

        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Another_host_gets_its_own_addresses()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.GetStringAsync("http://localhost/");

        var other = await reader.OpenAsync("http://reader.example/");

        Assert.Equal("http://reader.example/", other.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient reader, string address, EntityTagHeaderValue known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(known);
        return reader.SendAsync(request);
    }
}
