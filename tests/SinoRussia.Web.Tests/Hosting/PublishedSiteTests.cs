using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests.Hosting;

public sealed partial class PublishedSiteTests(PublishedSite site)
{
    [Fact]
    public async Task The_first_page_and_its_files_are_compressed_and_fingerprinted_files_are_cached_for_ever()
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
            Assert.Matches(@"^/[\w/-]+\.[a-z0-9]{10}\.(css|js|png)$", file);
            using var answer = await reader.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            var isPicture = file.EndsWith(".png", StringComparison.Ordinal); // already compressed
            Assert.True((isPicture ? (await answer.Content.ReadAsByteArrayAsync()).Length : (await UnpackedAsync(answer)).Length) > 0);
        }
    }

    [Fact]
    public async Task Each_late_part_is_cached_for_ever_and_imports_only_files_of_its_own_version()
    {
        using var reader = await site.NewReaderAsync();
        var main = new HtmlParser().ParseDocument(await reader.GetStringAsync("/p/p9")).QuerySelector("script[src]")!.GetAttribute("src")!;
        var parts = PartName().Matches(await reader.GetStringAsync(main)).Select(part => part.Groups["name"].Value).Distinct().ToList();

        Assert.Contains(parts, part => part.Contains("sharing", StringComparison.Ordinal));
        var version = Path.GetFileName(main).Split('.')[1];
        for (var next = 0; next < parts.Count; next++) // a part can import what it shares with others from a part of their own
        {
            using var answer = await reader.GetAsync($"/dist/{parts[next]}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            var imported = ImportedName().Matches(await answer.Content.ReadAsStringAsync()).Select(import => import.Groups["name"].Value).ToList();
            Assert.All(imported, file => Assert.Equal(version, file.Split('.')[1]));
            parts.AddRange(imported.Where(file => file != Path.GetFileName(main) && !parts.Contains(file)));
        }
    }

    [Theory]
    [InlineData("/dist/reading-sharing.0123456789.js")] // of another version
    [InlineData("/dist/reader.js")] // each file has only one address: a module with two addresses would run twice
    [InlineData("/dist/site.css")]
    public async Task An_unknown_bundle_is_not_found(string address)
    {
        using var reader = await site.NewReaderAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_highlight_is_saved_and_shown()
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

    [GeneratedRegex("""import\("\./(?<name>[\w.-]+\.js)"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex PartName();

    [GeneratedRegex("from\"\\./(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex ImportedName();
}
