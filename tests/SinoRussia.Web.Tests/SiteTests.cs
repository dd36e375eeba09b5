using System.Net;
using AngleSharp.Html.Dom;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests;

/// <summary>The site, as a crawler sees it.</summary>
public sealed class SiteTests
{
    private const string OtherEssay =
        """
        ---
        title: On Rivers
        language: en
        ---

        ## Ice {#ice}

        {#p1}
        The river froze early.[^when]

        [^when]: In November.
        """;

    [Fact]
    public async Task Every_link_of_every_page_has_a_target()
    {
        await using var app = new ReaderApp();

        var pages = await CrawlAsync(app);

        Assert.Superset(new HashSet<string> { "/", "/people", "/timeline", "/figures", "/reading", "/notes", "/p/p52/notes", "/s/friedman" }, pages);
    }

    [Fact]
    public async Task Another_essay_without_supplements_is_complete_and_links_to_none()
    {
        await using var app = ReaderApp.WithEssay(OtherEssay);
        var reader = app.NewReader();

        var pages = await CrawlAsync(app);

        Assert.Superset(new HashSet<string> { "/", "/s/ice", "/p/p1", "/p/p1/notes" }, pages);
        Assert.Empty((await reader.OpenAsync("/")).QuerySelectorAll("a[href^='/people'], a[href^='/timeline'], a[href^='/figures']"));
        foreach (var absent in new[] { "/people", "/timeline", "/figures" })
        {
            using var answer = await reader.GetAsync(absent);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.DoesNotContain("degraded", await reader.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Every_link_has_a_target_for_a_reader_with_changed_tagged_and_deleted_notes()
    {
        await using var app = ReaderApp.WithEssay(OtherEssay);
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, "river", note: "first");
        using var second = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"), ("tags", "cold"));
        var deleted = await reader.MarkAsync(app.Essay, "froze", note: "gone");
        using var gone = await reader.SendAsync((await reader.OpenAsync($"/notes/{deleted}")).Form("Delete"));

        var pages = await CrawlAsync(reader);

        Assert.Superset(new HashSet<string> { "/notes", $"/notes/{id}", "/notes?tag=cold" }, pages);
    }

    // Follows every link within the site, starting at the front page; every fragment must be an id on its page.
    internal static Task<HashSet<string>> CrawlAsync(ReaderApp app) => CrawlAsync(app.NewReader());

    private static async Task<HashSet<string>> CrawlAsync(HttpClient reader)
    {
        var ids = new Dictionary<string, HashSet<string>>();
        var links = new HashSet<(string From, string To)> { ("the start", "/") };
        var waiting = new Queue<string>(["/"]);
        while (waiting.TryDequeue(out var path))
        {
            if (ids.ContainsKey(path))
            {
                continue;
            }

            using var answer = await reader.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answers {answer.StatusCode}; linked from {string.Join(", ", links.Where(link => link.To.Split('#')[0] == path).Select(link => link.From).Distinct())}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                ids[path] = [];
                continue;
            }

            var page = await answer.DocumentAsync();
            ids[path] = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
            foreach (var to in LinksOf(page, path))
            {
                links.Add((path, to));
                waiting.Enqueue(to.Split('#')[0]);
            }
        }

        Assert.Empty(links
            .Select(link => (link.From, link.To, Parts: link.To.Split('#', 2)))
            .Where(link => link.Parts is [_, { Length: > 0 } fragment] && !ids[link.Parts[0]].Contains(Uri.UnescapeDataString(fragment)))
            .Select(link => $"{link.From} links to {link.To}, and nothing there has that id"));
        return [.. ids.Keys];
    }

    private static IEnumerable<string> LinksOf(IHtmlDocument page, string path)
    {
        var here = new Uri(new Uri("http://localhost"), path);
        return page.QuerySelectorAll("a[href], link[href], script[src], use[href]")
            .Select(element => new Uri(here, element.GetAttribute("href") ?? element.GetAttribute("src")!))
            .Where(address => address.Host == "localhost" && address.Scheme == "http")
            .Select(address => address.PathAndQuery + address.Fragment)
            .Distinct();
    }
}
