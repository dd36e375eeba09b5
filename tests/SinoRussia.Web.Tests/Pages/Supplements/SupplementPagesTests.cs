using System.Net;
using SinoRussia.Essays.Supplements;
using SinoRussia.Essays.Tests.Supplements;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Tests.Pages.Supplements;

/// <summary>The pages beside the essay, over HTTP, with a small edition that has every file.</summary>
public sealed class SupplementPagesTests
{
    private static readonly IReadOnlyDictionary<SupplementKind, string> Files = new Dictionary<SupplementKind, string>
    {
        [SupplementKind.Introduction] = "introduction.md",
        [SupplementKind.NoteOnTheText] = "text.md",
        [SupplementKind.Speakers] = "speakers.yml",
        [SupplementKind.People] = "people.yml",
        [SupplementKind.Timeline] = "timeline.yml",
        [SupplementKind.Figures] = "figures.yml",
        [SupplementKind.Map] = "map.yml",
        [SupplementKind.Parallels] = "parallels.yml",
        [SupplementKind.Words] = "words.yml",
        [SupplementKind.Since] = "since.yml",
        [SupplementKind.Questions] = "questions.yml",
        [SupplementKind.Index] = "index.yml",
    };

    [Fact]
    public async Task Every_link_of_every_page_has_a_target_and_About_leads_to_all_of_them()
    {
        await using var app = ReaderApp.WithContent(WholeEdition.All);

        var pages = await SiteTests.CrawlAsync(app);

        Assert.Superset(SupplementPage.All.Select(beside => $"/{beside.Page.Path}").ToHashSet(), pages);
        var about = await app.NewReader().OpenAsync("/about");
        Assert.Equal(
            [.. SupplementPage.All.Select(beside => $"/{beside.Page.Path}"), "/reading"],
            about.QuerySelectorAll(".beside a[href]").Skip(1).Select(link => link.GetAttribute("href")!));
        Assert.Contains("1 of them cite sources, 1 in all. By kind the 1 sources of the whole edition are: documents (1).", Spaced(about.Body!.TextContent));
    }

    [Fact]
    public async Task Each_page_is_there_only_with_its_file_and_each_entry_has_an_address()
    {
        foreach (var (kind, file) in Files)
        {
            await using var app = ReaderApp.WithContent(WholeEdition.All.Where(one => one.Key is "essay.md" or "sources.yml" || one.Key == file).ToDictionary());
            var reader = app.NewReader();
            foreach (var beside in SupplementPage.All)
            {
                using var answer = await reader.GetAsync($"/{beside.Page.Path}");
                Assert.Equal((beside.Kind, beside.Kind == kind ? HttpStatusCode.OK : HttpStatusCode.NotFound), (beside.Kind, answer.StatusCode));
            }

            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/reading")).StatusCode);
            Assert.Contains($"\"/{SupplementPage.Of(kind).Page.Path}\"", await reader.GetStringAsync("/service-worker.js"));
        }
    }

    [Theory]
    [InlineData("/speakers", "#p1", "#p3", "#boris")]
    [InlineData("/parallels", "#early blockquote[lang=ru]")]
    [InlineData("/words", "#ice a.note-link[href='/#fn-who']", "#ice a.place-link[href='/p/p2#p2']")]
    [InlineData("/since", "#warm time[datetime='2024']")]
    [InlineData("/questions", "#why .places a[href='/p/p2#p2']")]
    [InlineData("/index", "[role=doc-index] #lena a[href='/#fn-who']", "#lena a[href='#frost']", "#anna a[href='/people#anna']")]
    [InlineData("/map", ".map-narrow", ".map-wide", "#course a[href='/reading#source-gauge'], #course", "#in-words")]
    [InlineData("/introduction", "#how", "a[href='/s/thaw#thaw-h']", "a[href='/reading#source-gauge']")]
    [InlineData("/timeline", "li.editors#thaw-of-1872 .whose", "svg a.editors[href='#thaw-of-1872']")]
    [InlineData("/reading", "#source-gauge .source-facts time[datetime='2026-11-27']", "#source-gauge a[href='/words#ice']", "#source-gauge a[href='/introduction']")]
    [InlineData("/", "#p2 > a.speaker[href='/speakers#p2'][data-name='Apparently Boris']", "#fn-who a.note-link[href='#fn-when']", ".imprint a[href='/introduction']")]
    [InlineData("/p/p1/notes", ".elsewhere a[href='/parallels#early']", ".elsewhere a[href='/since#warm']", ".elsewhere a[href='/questions#why']")]
    public async Task A_page_has_its_entries_and_links(string address, params string[] selectors)
    {
        await using var app = ReaderApp.WithContent(WholeEdition.All);

        var page = await app.NewReader().OpenAsync(address);

        Assert.All(selectors, selector => Assert.NotNull(page.QuerySelector(selector)));
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
