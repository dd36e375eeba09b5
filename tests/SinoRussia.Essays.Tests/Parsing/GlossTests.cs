using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Parsing;

public sealed class GlossTests
{
    private const string Paragraph = "## So {#so}\n\n{#p1}\nText[^a].\n\n";

    [Fact]
    public void A_gloss_is_on_the_page_once_and_hidden_and_not_in_the_text()
    {
        var with = Texts.Parse(Paragraph + "[^a]: It froze late.\n\n    {.gloss}\n    *Late* ice.\n");
        var without = Texts.Parse(Paragraph + "[^a]: It froze late.\n");

        Assert.Equal(without.Text, with.Text);
        Assert.Equal(without.Revision, with.Revision);
        Assert.StartsWith(
            "<li id=\"fn-a\" value=\"1\"><p class=\"gloss\" data-apparatus hidden aria-hidden=\"true\"><span><em>Late</em> ice.</span></p><p data-start=\"9\">It froze late.</p>",
            new EssayHtml(with, [], Links.AtRoot).Footnotes(),
            StringComparison.Ordinal);
        Assert.Empty(without.Footnotes[0].Gloss);
    }

    [Theory]
    [InlineData("Contested", "<strong class=\"footnote-status\">Contested.</strong> <span>Late ice.</span></p>")]
    [InlineData("Not verified", "<strong class=\"footnote-status\">Not verified.</strong> <span>Late ice.</span></p>")]
    [InlineData("Wording", "<strong class=\"footnote-status\">Wording.</strong> <span>Late ice.</span></p>")]
    [InlineData("More precisely", "aria-hidden=\"true\"><span>Late ice.</span></p>")]
    public void The_status_stands_before_the_gloss_except_for_the_one_that_only_refines(string status, string html)
    {
        var essay = Texts.Parse($"{Paragraph}[^a]: *{status}.* It froze late.\n\n    {{.gloss}}\n    Late ice.\n");

        Assert.Contains(html, new EssayHtml(essay, [], Links.AtRoot).Footnotes(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gloss_may_stand_between_paragraphs_of_the_footnote()
    {
        var essay = Texts.Parse(Paragraph + "[^a]: One.\n\n    {.gloss}\n    Late ice.\n\n    Two.\n");

        Assert.Equal("Late ice.", string.Concat(essay.Footnotes[0].Gloss.Select(inline => inline.Text)));
        Assert.EndsWith("One.\nTwo.", essay.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[^a]: It froze.\n\n    {.gloss}\n    See [it](https://example.org/).", 13, "no links, citations or line breaks")]
    [InlineData("[^a]: It froze.\n\n    {.gloss}\n    See[^b].\n\n[^b]: Ice.", 13, "no links, citations or line breaks")]
    [InlineData("[^a]: It froze.\n\n    {.gloss}\n    One.\n\n    {.gloss}\n    Two.", 16, "not one paragraph")]
    [InlineData("[^a]: It froze.\n\n    {.gloss}\n    - One.", 14, "not one paragraph")]
    [InlineData("[^a]: {.gloss}\n    Only this.", 11, "has no words")]
    [InlineData("[^a]: It froze.\n\n{#p2 .gloss}\nNot here.", 13, "Only a footnote has a gloss")]
    public void A_gloss_that_cannot_be_shown_is_a_fault_with_its_line(string markdown, int line, string message)
    {
        var faults = Texts.FaultsOf(Texts.Metadata + Paragraph + markdown);

        Assert.Contains(faults, fault => fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_gloss_that_is_no_single_sentence_is_a_fault() => Assert.Contains(
        "has 201 characters",
        Assert.Single(Texts.FaultsOf($"{Texts.Metadata}{Paragraph}[^a]: It froze.\n\n    {{.gloss}}\n    {new string('x', 201)}")).Message,
        StringComparison.Ordinal);
}
