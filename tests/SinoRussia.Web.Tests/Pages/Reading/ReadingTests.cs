using System.Net;
using AngleSharp.Dom;

namespace SinoRussia.Web.Tests.Pages.Reading;

public sealed class ReadingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task The_essay_is_served_with_all_sections_paragraphs_and_footnotes()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/");

        Assert.Equal(app.Essay.Metadata.Title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(app.Essay.Sections.Select(s => s.Slug), page.QuerySelectorAll("section.essay-section").Select(s => s.Id!));
        Assert.Equal(52, page.QuerySelectorAll("section.essay-section [id^=p]").Count(p => int.TryParse(p.Id![1..], out _)));
        Assert.Equal(app.Essay.Footnotes.Length, page.QuerySelectorAll("section[role=doc-endnotes] > ol > li").Length);
        Assert.Empty(page.QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task Every_internal_link_has_a_target_and_ids_are_unique()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/");

        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var targets = page.QuerySelectorAll("a[href^='#']").Select(a => a.GetAttribute("href")![1..]);
        Assert.Empty(targets.Except(ids));
    }

    [Fact]
    public async Task Reading_sets_no_cookie_and_contacts_no_other_site()
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync("/");

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var page = await answer.DocumentAsync();
        var fetched = page.QuerySelectorAll("link[href]:not([rel=canonical]), script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!);
        Assert.All(fetched, address => Assert.StartsWith("/", address));
    }

    [Fact]
    public async Task A_section_has_a_page_with_its_own_title_description_and_card()
    {
        var app = shared.App;
        var section = app.Essay.FindSection("friedman")!;

        var page = await app.NewReader().OpenAsync("/s/friedman");

        Assert.StartsWith(section.Title, page.Title);
        Assert.Equal(section.Title, Meta(page, "og:title"));
        Assert.StartsWith(Meta(page, "og:description").TrimEnd('…'), app.Essay.FindParagraph("p9")!.Blocks[0].Text);
        Assert.Equal("http://localhost/s/friedman", Meta(page, "og:url"));
        Assert.Equal("http://localhost/", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("#friedman", page.QuerySelector(".go-to a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_paragraph_has_a_page_with_its_own_title_description_and_card()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/p/p9");

        const string Title = "“Under the title of ‘The Illusion of the Russian-Chinese…” · ¶ 9";
        Assert.StartsWith(Title, page.Title);
        Assert.Equal(Title, Meta(page, "og:title"));
        Assert.StartsWith(Meta(page, "og:description").TrimEnd('…'), app.Essay.FindParagraph("p9")!.Blocks[0].Text);
        Assert.Equal("http://localhost/p/p9", Meta(page, "og:url"));
    }

    [Theory]
    [InlineData("/s/nowhere")]
    [InlineData("/p/p999")]
    [InlineData("/p/p999/notes")]
    [InlineData("/no/such/address")]
    [InlineData("/notes/5f0c2f0a-6d3b-4a56-9d4e-9a3d0c4d2b11")]
    public async Task An_unknown_address_gets_a_helpful_page(string address)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal("/", page.QuerySelector("main a")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_edit_of_the_essay_is_served_on_the_next_request()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");

        app.EditEssay("Forbidden Desire", "Forbidden Desires");

        Assert.Contains("Forbidden Desires", (await reader.OpenAsync("/")).Title);
    }

    [Fact]
    public async Task After_a_broken_edit_the_last_good_essay_is_served_and_health_reports_file_and_line()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var before = (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision");

        app.EditEssay("{#p9}", "{#p8}");

        Assert.Equal(before, (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision"));
        var health = await reader.GetStringAsync("/healthz");
        Assert.Contains("degraded", health);
        Assert.Matches(@"essay\.md:\d+.*p8", health);

        app.EditEssay("{#p8}\nUnder", "{#p9}\nUnder");
        Assert.DoesNotContain("degraded", await reader.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Another_valid_essay_is_served_as_well()
    {
        await using var app = ReaderApp.WithEssay(
            """
            ---
            title: On Rivers
            language: en
            ---

            ## Ice {#ice}

            {#p1}
            The river froze early.
            """);

        var page = await app.NewReader().OpenAsync("/p/p1");

        Assert.Equal("On Rivers", page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("The river froze early.", page.QuerySelector("#p1")!.TextContent.TrimStart('1', ' '));
    }

    private static string Meta(IDocument page, string property) =>
        page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content") ?? "";
}
