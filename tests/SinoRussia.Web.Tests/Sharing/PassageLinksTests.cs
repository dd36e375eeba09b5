using System.Net;

namespace SinoRussia.Web.Tests.Sharing;

public sealed class PassageLinksTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("two superpowers together", "p/p3/w[0-9]+-[0-9]+-[0-9a-f]{4}#p3:~:text=two%20superpowers%20together")] // the number of a footnote is in between
    [InlineData("US-led coalition", "p/p39/w[0-9]+-[0-9]+-[0-9a-f]{4}#p39:~:text=.*")]
    public async Task A_passage_link_has_the_address_of_its_words_and_a_text_fragment(string words, string address)
    {
        var app = shared.App;
        var start = app.Essay.Text.IndexOf(words, StringComparison.Ordinal);

        var link = await app.NewReader().GetStringAsync($"/links/{app.Essay.Revision}?start={start}&end={start + words.Length}");

        Assert.Matches($"^{address}$", link);
        Assert.DoesNotContain("US-led", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passage_that_ends_in_another_footnote_has_only_the_address_of_the_first()
    {
        var app = shared.App;
        var notes = app.Essay.Footnotes;

        foreach (var (first, next) in notes.Zip(notes.Skip(1)))
        {
            var link = await app.NewReader().GetStringAsync($"/links/{app.Essay.Revision}?start={first.Body.End - 20}&end={next.Body.Start + 20}");
            Assert.Equal($"#fn-{first.Label}", link);
        }
    }

    [Fact]
    public async Task The_page_of_a_passage_quotes_and_marks_its_words()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        const string Words = "motivated by fear, not hope";
        var start = app.Essay.Text.IndexOf(Words, StringComparison.Ordinal);
        var link = await reader.GetStringAsync($"/links/{app.Essay.Revision}?start={start}&end={start + Words.Length}");

        var page = await reader.OpenAsync($"/{link.Split('#')[0]}");

        Assert.StartsWith($"“{Words}” · ¶ 12", page.Title, StringComparison.Ordinal);
        Assert.Equal($"“{Words}” · ¶ 12", page.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
        Assert.Equal(Words, string.Concat(page.QuerySelectorAll("#p12 mark.linked").Select(mark => mark.TextContent)));
        Assert.Empty(page.QuerySelectorAll("mark.linked:not(#p12 *)"));
        Assert.Equal($"“{Words}”", page.QuerySelector("meta[property='og:image:alt']")!.GetAttribute("content"));
    }

    [Theory]
    [InlineData("/p/p12/w0-3-0000", HttpStatusCode.NotFound)]
    [InlineData("/p/p12/w5-3-0000", HttpStatusCode.NotFound)]
    [InlineData("/p/p12/w1-3", HttpStatusCode.NotFound)]
    [InlineData("/p/p12/w1-99999-0000", HttpStatusCode.Redirect)]
    [InlineData("/p/p12/w1-3-0000", HttpStatusCode.Redirect)]
    [InlineData("/p/p999/w1-3-0000", HttpStatusCode.NotFound)]
    public async Task The_address_of_words_that_are_not_there_is_not_found_or_leads_to_the_paragraph(string address, HttpStatusCode status)
    {
        await using var app = new ReaderApp();

        using var answer = await app.NewReader().GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Redirect ? "/p/p12" : null, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task After_an_edit_the_address_of_other_words_leads_to_the_paragraph()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var start = app.Essay.Text.IndexOf("motivated by fear, not hope", StringComparison.Ordinal);
        var path = (await reader.GetStringAsync($"/links/{app.Essay.Revision}?start={start}&end={start + 27}")).Split('#')[0];
        var (_, before) = (await reader.OpenAsync($"/{path}"), app.Essay);

        app.EditEssay("The idea that the Moscow", "The old idea that the Moscow");

        using var answer = await reader.GetAsync($"/{path}");
        Assert.NotEqual(before.Revision, app.Essay.Revision);
        Assert.Equal("/p/p12", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(5, 4)]
    [InlineData(0, int.MaxValue)]
    public async Task Invalid_offsets_have_no_passage_link(int start, int end)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync($"/links/{app.Essay.Revision}?start={start}&end={end}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("cite")]
    [InlineData("cite.ris")]
    [InlineData("cite.bib")]
    [InlineData("cite.json")]
    public async Task A_hyphen_stays_escaped_in_every_citation_format(string form)
    {
        var app = shared.App;

        var text = await app.NewReader().GetStringAsync($"/{form}?p=p39&quote={Uri.EscapeDataString("relationship to balance the US-led coalition system.")}");

        Assert.Contains("US%2Dled", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("text=[^\\s\"<}]*US-led", text);
    }
}
