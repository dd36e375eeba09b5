using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class PublishedSiteTests(PublishedSite site)
{
    [Fact]
    public async Task The_first_page_and_all_that_it_loads_come_compressed_and_what_is_fingerprinted_is_kept_for_ever()
    {
        using var reader = await site.NewReaderAsync();
        reader.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        using var page = await reader.GetAsync("/");
        var document = new HtmlParser().ParseDocument(await UnpackedAsync(page));
        var files = document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();

        Assert.True(files.Count >= 3);
        foreach (var file in files)
        {
            Assert.Matches(@"^/[\w/-]+\.[a-z0-9]{10}\.(css|js|svg)$", file);
            using var answer = await reader.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            Assert.NotEmpty(await UnpackedAsync(answer));
        }
    }

    [Fact]
    public async Task Modules_find_each_other_under_their_fingerprinted_names()
    {
        using var reader = await site.NewReaderAsync();

        var map = new HtmlParser().ParseDocument(await reader.GetStringAsync("/p/p9")).QuerySelector("script[type=importmap]")!.TextContent;
        var imports = System.Text.Json.JsonDocument.Parse(map).RootElement.GetProperty("imports");

        var saving = imports.GetProperty("/js/saving.js").GetString()!;
        Assert.Matches(@"^/js/saving\.[a-z0-9]{10}\.js$", saving);
        Assert.NotEmpty(await reader.GetStringAsync(saving));
    }

    [Fact]
    public async Task A_highlight_is_saved_and_painted()
    {
        using var reader = await site.NewReaderAsync();
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Highlight");
        var first = form.QuerySelector("input[type=radio][name=passage]")!.GetAttribute("value")!;

        using var saved = await reader.SendAsync(form, ("passage", first));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("#p9 mark"));
    }

    private static async Task<string> UnpackedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        await using var unpacked = new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        return await text.ReadToEndAsync();
    }
}
