using System.Net;

namespace SinoRussia.Web.Tests.Sharing;

public sealed class PassageLinksTests
{
    [Theory]
    [InlineData("two superpowers together", "p/p3#p3:~:text=two%20superpowers%20together")] // the number of a footnote is in between
    [InlineData("US-led coalition", "p/p39#p39:~:text=")]
    public async Task A_passage_link_has_the_address_of_its_paragraph_and_a_text_fragment(string words, string address)
    {
        await using var app = new ReaderApp();
        var start = app.Essay.Text.IndexOf(words, StringComparison.Ordinal);

        var link = await app.NewReader().GetStringAsync($"/links/{app.Essay.Revision}?start={start}&end={start + words.Length}");

        Assert.StartsWith(address, link, StringComparison.Ordinal);
        Assert.DoesNotContain("US-led", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passage_that_ends_in_another_footnote_has_only_the_address_of_the_first()
    {
        await using var app = new ReaderApp();
        var notes = app.Essay.Footnotes;

        foreach (var (first, next) in notes.Zip(notes.Skip(1)))
        {
            var link = await app.NewReader().GetStringAsync($"/links/{app.Essay.Revision}?start={first.Body.End - 20}&end={next.Body.Start + 20}");
            Assert.Equal($"#fn-{first.Label}", link);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(5, 4)]
    [InlineData(0, int.MaxValue)]
    public async Task Invalid_offsets_have_no_passage_link(int start, int end)
    {
        await using var app = new ReaderApp();

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
        await using var app = new ReaderApp();

        var text = await app.NewReader().GetStringAsync($"/{form}?p=p39&quote={Uri.EscapeDataString("relationship to balance the US-led coalition system.")}");

        Assert.Contains("US%2Dled", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("text=[^\\s\"<}]*US-led", text);
    }
}
