using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Pages.Reading;

public sealed class ReadingPageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Every_citation_links_to_its_source_and_every_source_back_to_its_footnotes()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var essay = await reader.OpenAsync("/");

        var page = await reader.OpenAsync("/reading");

        var citing = new List<IDocument> { essay };
        foreach (var supplement in SupplementPage.Of(app.Edition))
        {
            citing.Add(await reader.OpenAsync($"/{supplement.Page.Path}"));
        }

        var cited = citing
            .SelectMany(one => one.QuerySelectorAll("a[href^='/reading#source-']"))
            .Select(citation => citation.GetAttribute("href")!).Distinct().ToList();
        Assert.Equal(cited.Order(), page.QuerySelectorAll(".works > li[id]").Select(source => $"/reading#{source.Id}").Order());
        foreach (var source in page.QuerySelectorAll(".works > li[id]"))
        {
            var listed = app.Edition.Sources.Find(source.Id!["source-".Length..])!;
            Assert.Equal(listed.Kind?.Name, source.QuerySelector(".source-facts")?.TextContent.Trim().Split(',', '\n')[0].ToLowerInvariant());
            var back = source.QuerySelectorAll(".cited-in a[href^='/#fn-']").Select(link => link.GetAttribute("href")!["/#".Length..]).ToList();
            Assert.Equal(essay.QuerySelectorAll($".footnotes > ol > li:has([href='/reading#{source.Id}'])").Select(note => note.Id!), back);
        }
    }

    [Fact]
    public async Task Further_reading_is_grouped_by_part_and_links_to_sources_that_it_includes()
    {
        await using var app = new ReaderApp();
        var edition = app.Services.GetRequiredService<LiveEssay>().Edition;

        var page = await app.NewReader().OpenAsync("/reading");

        Assert.Equal(edition.Reading.Select(item => item.Part).Distinct(), page.QuerySelectorAll(".reading-page h2:not([id])").Select(part => part.TextContent));
        Assert.All(page.QuerySelectorAll(".to-source"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task The_about_page_says_who_owns_the_essay_how_it_was_annotated_and_what_is_stored()
    {
        await using var app = new ReaderApp();
        app.EditEssay(Texts.WithEveryStatus);

        var page = await app.NewReader().OpenAsync("/about");

        Assert.Contains("No author is named", page.Body!.TextContent);
        Assert.Equal(FootnoteStatus.All.Select(status => status.Meaning), page.QuerySelectorAll(".statuses dd").Select(meaning => meaning.TextContent));
        Assert.Contains("Reading sets no cookie", page.Body.TextContent);
    }

    [Fact]
    public async Task The_head_says_how_long_the_essay_is_and_leads_to_each_kind_of_footnote()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        var page = await reader.OpenAsync("/");

        Assert.Contains($"{ReadingTime.MinutesOf(app.Essay)} minutes", page.QuerySelector(".imprint")!.TextContent);
        Assert.DoesNotContain("picture", page.QuerySelector(".essay-head")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(app.Essay.Metadata.PictureCredit!, (await reader.OpenAsync("/about")).Body!.TextContent);
        var links = page.QuerySelectorAll(".promise a");
        Assert.Equal(FootnoteStatus.All.Count(status => status.Nouns is not null && app.Essay.Footnotes.Any(footnote => footnote.Status == status)), links.Length);
        Assert.InRange(links.Length, 3, 4);
        foreach (var link in links)
        {
            var list = await reader.OpenAsync(link.GetAttribute("href")!);
            var shown = Assert.Single(list.QuerySelectorAll(".footnote-statuses input[checked]")).GetAttribute("value")!;
            Assert.StartsWith($"{app.Essay.Footnotes.Count(footnote => footnote.Status?.Name == shown)} ", link.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?footnotes=")]
    [InlineData("?footnotes=nonsense")]
    [InlineData("?footnotes=%22%3E%3Cscript%3E")]
    public async Task An_unknown_kind_of_footnote_shows_all(string query)
    {
        await using var app = new ReaderApp();

        var page = await app.NewReader().OpenAsync($"/{query}");

        Assert.Equal("all", Assert.Single(page.QuerySelectorAll(".footnote-statuses input[checked]")).GetAttribute("value"));
    }

    [Fact]
    public async Task The_hint_is_for_readers_without_marks_who_have_not_hidden_it()
    {
        await using var app = new ReaderApp();
        var (reader, marked) = (app.NewReader(), app.NewReader());
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await reader.OpenAsync("/p/p12")).QuerySelector("form.hint")!;
        await marked.MarkAsync(app.Essay, "the well-known American thinker");

        using var hidden = await reader.SendAsync(form);

        Assert.Equal("off", (await reader.OpenAsync("/")).DocumentElement.GetAttribute("data-hint")); // the stylesheet hides it
        Assert.Null((await marked.OpenAsync("/")).QuerySelector(".hint"));
        Assert.Equal("off", (await reader.OpenAsync("/settings")).QuerySelector("input[name=hint][checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Another_essay_has_these_pages_too_without_invented_content()
    {
        await using var app = ReaderApp.WithEssay("---\ntitle: On Rivers\nlanguage: en\n---\n\n## Ice {#ice}\n\n{#p1}\nIt froze.");
        var reader = app.NewReader();

        Assert.Contains("without a list of sources", (await reader.OpenAsync("/reading")).Body!.TextContent);
        Assert.Null((await reader.OpenAsync("/about")).QuerySelector("#annotation"));
        Assert.StartsWith("“On Rivers.” Annotated edition, accessed", (await reader.OpenAsync("/cite")).QuerySelector(".reference")!.TextContent);
        Assert.DoesNotContain((await reader.OpenAsync("/")).QuerySelectorAll(".site-menu a"), link => link.GetAttribute("href") == "/reading");
    }
}
