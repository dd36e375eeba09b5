using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Parsing;

/// <summary>References from one footnote to another.</summary>
public sealed class NoteLinkTests
{
    private const string Paragraph = "## So {#so}\n\n{#p1}\nOne[^a] two[^b].\n\n";

    [Fact]
    public void A_reference_in_a_footnote_is_a_link_with_words_and_changes_no_number()
    {
        var essay = Texts.Parse(Paragraph + "[^a]: Ice; see [^b].\n[^b]: Snow; [^a] has ice.");

        Assert.Equal("So\nOne two.\nIce; see note 2.\nSnow; note 1 has ice.", essay.Text);
        Assert.Equal([("a", 1), ("b", 2)], essay.Footnotes.Select(footnote => (footnote.Label, footnote.Number)));
        Assert.All(essay.Footnotes, footnote => Assert.Single(footnote.References));
        Assert.Contains(
            "Ice; see <a class=\"note-link\" role=\"doc-noteref\" href=\"#fn-b\">note 2</a>.</p>",
            new EssayHtml(essay, [], Links.AtRoot).Footnotes(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Its_number_follows_the_order_of_the_text_and_not_that_of_the_footnotes()
    {
        var essay = Texts.Parse("## So {#so}\n\n{#p1}\nOne[^a] two[^b] three[^c].\n\n[^c]: Rain.\n[^a]: See [^c].\n[^b]: Snow.");

        Assert.Equal("See note 3.", essay.Footnotes[0].Body.Blocks[0].Text);
    }

    [Theory]
    [InlineData("See [^b] and [^c].", "See notes 2 and 3.")]
    [InlineData("See [^b], [^c] and [^d] (but [^b]).", "See notes 2, 3 and 4 (but note 2).")]
    [InlineData("See [^b], [^c], and [^d].", "See notes 2, 3, and 4.")]
    [InlineData("See [^b]; see [^c].", "See note 2; see note 3.")]
    public void Several_in_a_list_share_one_word(string note, string text)
    {
        var essay = Texts.Parse("## So {#so}\n\n{#p1}\nOne[^a] two[^b] three[^c] four[^d].\n\n[^a]: " + note + "\n[^b]: Snow.\n[^c]: Rain.\n[^d]: Hail.");

        Assert.Equal(text, essay.Footnotes[0].Body.Blocks[0].Text);
        Assert.All(
            new EssayHtml(essay, [], Links.AtRoot).Footnotes().Split("<a class=\"note-link\"").Skip(1).Select(link => link[..link.IndexOf("</a>", StringComparison.Ordinal)]),
            link => Assert.True(link.Contains(">note", StringComparison.Ordinal) || link.Contains("aria-label=\"note ", StringComparison.Ordinal), link));
    }

    [Fact]
    public void A_highlight_may_begin_inside_it()
    {
        var essay = Texts.Parse(Paragraph + "[^a]: Ice; see [^b] too.\n[^b]: Snow.");
        var start = essay.Text.IndexOf("2 too", StringComparison.Ordinal);

        var html = new EssayHtml(essay, [new Highlight("h", new Passage(start, start + 5), "amber", false)], Links.AtRoot).Footnotes();

        Assert.Contains(">note <mark class=\"highlight\" data-colour=\"amber\" data-annotation=\"h\">2</mark></a><mark ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Markdown_it_is_its_words()
    {
        var edition = Texts.Edition("One[^a] two[^b].\n\n[^a]: Ice; see [^b].\n[^b]: Snow.");

        Assert.Contains("[^a]: Ice; see note 2.\n", new EssayMarkdown(edition, new Uri("https://reader.example/")).Write(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[^a]: See [^gone].\n[^b]: Snow.", "essay.md:11: The text refers to a footnote 'gone' that is not defined.")]
    [InlineData("[^a]: Ice.\n[^b]: Snow; see [^c].\n[^c]: Rain.", "essay.md:13: Only footnotes refer to the footnote 'c'. It needs a reference in the text.")]
    [InlineData("[^a]: Ice.\n[^b]: Snow.\n[^c]: Rain; see [^d].\n[^d]: Hail.", "essay.md:14: Nothing refers to the footnote 'd'.")]
    [InlineData("[^a]: Ice; see [^a].\n[^b]: Snow.", "essay.md:11: The footnote 'a' refers to itself.")]
    [InlineData("[^a]: Ice.\n\n    More ice; see\n    [^a].\n[^b]: Snow.", "essay.md:14: The footnote 'a' refers to itself.")]
    public void A_reference_that_leads_nowhere_is_a_fault_with_its_line(string footnotes, string fault) =>
        Assert.Contains(fault, Texts.FaultsOf(Texts.Metadata + Paragraph + footnotes).Select(found => found.ToString()));
}
