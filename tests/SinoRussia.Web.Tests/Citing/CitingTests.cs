using System.Net;
using System.Text.Json;

namespace SinoRussia.Web.Tests.Citing;

public sealed class CitingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/cite.bib?p=p12", "application/x-bibtex", "p12.bib", "@article{majalla2022-p12,")]
    [InlineData("/cite.ris?p=friedman", "application/x-research-info-systems", "friedman.ris", "UR  - http://localhost/s/friedman#friedman")]
    [InlineData("/cite.json", "application/vnd.citationstyles.csl+json", "essay.json", "\"URL\": \"http://localhost/\"")]
    [InlineData("/cite.ris?p=p12&quote=motivated%20by%20fear", "application/x-research-info-systems", "p12.ris", "#p12:~:text=motivated%20by%20fear")]
    public async Task A_citation_downloads_as_a_file_for_its_program(string address, string mediaType, string name, string content)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains(content, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/cite?p=p999", HttpStatusCode.NotFound)]
    [InlineData("/cite.bib?p=p999", HttpStatusCode.NotFound)]
    [InlineData("/cite.json?p=p12&quote=words%20that%20are%20not%20there", HttpStatusCode.NotFound)]
    public async Task A_part_that_does_not_exist_cannot_be_cited(string address, HttpStatusCode status)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_shows_every_citation_format_and_links_to_the_files()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var page = await reader.OpenAsync("/cite?p=p12&quote=motivated%20by%20fear");

        Assert.Contains("Annotated edition, ¶ 12, accessed 24 November 2026", page.QuerySelector(".reference")!.TextContent);
        Assert.Equal("“motivated by fear”", page.QuerySelector(".cited-words")!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll("pre").Length);
        foreach (var link in page.QuerySelectorAll("a[download]"))
        {
            using var file = await reader.GetAsync(link.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Removed_words_are_not_cited_but_stay_in_the_form()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/cite?p=p12&quote=words%20of%20old");

        Assert.NotNull(page.QuerySelector(".refusal"));
        Assert.Empty(page.QuerySelectorAll("pre"));
        Assert.Equal("words of old", page.QuerySelector("#quote")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_essay_has_metadata_for_reference_managers_and_search_engines()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/");

        Assert.Equal(app.Essay.Metadata.Title, page.QuerySelector("meta[name=citation_title]")!.GetAttribute("content"));
        Assert.Equal("2022", page.QuerySelector("meta[name=citation_publication_date]")!.GetAttribute("content"));
        Assert.Null(page.QuerySelector("meta[name=citation_author]"));
        var data = JsonDocument.Parse(page.QuerySelectorAll("script[type='application/ld+json']").Single().TextContent).RootElement;
        Assert.Equal("Article", data.GetProperty("@type").GetString());
        Assert.Equal(app.Essay.Sections.Select(s => s.Title), data.GetProperty("hasPart").EnumerateArray().Select(part => part.GetProperty("name").GetString()));
        var cited = data.GetProperty("citation").EnumerateArray().Select(work => work.GetProperty("@id").GetString()).ToList();

        var reading = await app.NewReader().OpenAsync("/reading");
        var described = JsonDocument.Parse(reading.QuerySelectorAll("script[type='application/ld+json']").Single().TextContent).RootElement.GetProperty("@graph");
        Assert.Equal(cited, described.EnumerateArray().Select(work => work.GetProperty("@id").GetString()));
        Assert.All(cited, id => Assert.NotNull(reading.GetElementById(id!.Split('#')[1])));
    }

    [Fact]
    public async Task The_Markdown_alternate_is_the_essay_with_its_footnotes()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var address = (await reader.OpenAsync("/p/p9")).QuerySelector("link[rel=alternate][type='text/markdown']")!.GetAttribute("href");

        using var answer = await reader.GetAsync(address);

        Assert.Equal("text/markdown", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("[9](http://localhost/p/p9#p9) Under the title", text);
        Assert.Contains("[^kaczmarski]: *Correction.*", text);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await reader.SendAsync(again)).StatusCode);
    }
}
