using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>What the first page costs a new visitor: the deployed site, and the bytes as they are sent.</summary>
public sealed partial class BudgetTests(PublishedSite site)
{
    private const int Kilobyte = 1024;

    [Fact]
    public async Task The_first_page_and_its_files_stay_within_their_budgets()
    {
        using var reader = await site.NewReaderAsync();
        var page = await PageAsync(reader);
        var styles = StylesOf(page).ToList();

        var sizes = new Dictionary<string, (long Size, long Most)>
        {
            // Footnotes and figures are content that the editor adds, not overhead of the page, so they are measured separately.
            ["HTML but for notes and data figures"] = (SizeOfTheBare(page), 14 * Kilobyte),
            ["HTML"] = (await SizeAsync(reader, "/"), 30 * Kilobyte), // with 91 footnotes and who is speaking
            ["CSS"] = (await SumAsync(reader, styles), 8 * Kilobyte),
            ["JS"] = (await SumAsync(reader, page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!)), 18 * Kilobyte + 512),
            ["fonts"] = (await SumAsync(reader, await FontsAsync(reader, styles)), 72 * Kilobyte),
        };

        Assert.All(sizes.Values, kind => Assert.True(kind.Size > 0));
        Assert.Empty(sizes.Where(kind => kind.Value.Size > kind.Value.Most).Select(kind => $"{kind.Key}: {kind.Value.Size} of {kind.Value.Most} bytes"));
    }

    [Fact]
    public async Task Every_font_is_cached_for_ever_and_only_the_text_font_is_preloaded()
    {
        using var reader = await site.NewReaderAsync();
        var page = await PageAsync(reader);
        var styles = StylesOf(page);
        var fonts = await FontsAsync(reader, styles, withOptional: true);

        var preloaded = Assert.Single(page.QuerySelectorAll("link[rel=preload][as=font]")).GetAttribute("href")!;

        Assert.Contains("reader-serif-regular", preloaded);
        Assert.Contains(preloaded, fonts);
        foreach (var font in fonts)
        {
            using var answer = await reader.GetAsync(font);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        }
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient reader) =>
        new HtmlParser().ParseDocument(await reader.GetStringAsync("/"));

    // Stylesheets inside templates do not count: they are loaded only with the first tool.
    private static IEnumerable<string> StylesOf(IHtmlDocument page) => page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!);

    private static async Task<long> SizeAsync(HttpClient reader, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await reader.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static long SizeOfTheBare(IHtmlDocument page)
    {
        foreach (var addition in page.QuerySelectorAll("[role=doc-endnotes] > ol > li, .data-figure"))
        {
            addition.Remove();
        }

        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            packing.Write(Encoding.UTF8.GetBytes(page.DocumentElement.OuterHtml));
        }

        return packed.ToArray().Length;
    }

    private static async Task<long> SumAsync(HttpClient reader, IEnumerable<string> addresses)
    {
        var sum = 0L;
        foreach (var address in addresses)
        {
            sum += await SizeAsync(reader, address);
        }

        return sum;
    }

    private static async Task<IReadOnlyList<string>> FontsAsync(HttpClient reader, IEnumerable<string> styles, bool withOptional = false)
    {
        var sheet = await reader.GetStringAsync(styles.First());
        return [.. FontAddress().Matches(sheet).Select(url => $"/fonts/{url.Groups["name"].Value}").Where(font => withOptional || !font.Contains("hyperlegible"))];
    }

    [GeneratedRegex("""url\("\.\./fonts/(?<name>[^"]+)"\)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FontAddress();
}
