using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Parsing;

public sealed class FootnoteStatusTests
{
    [Theory]
    [InlineData("Correction", "correction")]
    [InlineData("Wording", "wording")]
    [InlineData("More precisely", "precision")]
    [InlineData("Contested", "contested")]
    [InlineData("Not verified", "unverified")]
    public void A_footnote_that_begins_with_a_status_has_it_and_shows_it_first(string label, string name)
    {
        var essay = Texts.Parse($"## So {{#so}}\n\n{{#p1}}\nText[^a].\n\n[^a]: *{label}.* It froze late.");

        Assert.Equal(name, essay.Footnotes[0].Status!.Name);
        Assert.Equal($"{label}. It froze late.", essay.Footnotes[0].Body.Blocks[0].Text);
        Assert.StartsWith(
            $"<li id=\"fn-a\" value=\"1\" data-status=\"{name}\"><p data-start=\"9\"><strong class=\"footnote-status\">{label}.</strong> It froze late.</p>",
            new EssayHtml(essay, [], Links.AtRoot).Footnotes(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_footnote_that_begins_with_other_words_has_none()
    {
        var essay = Texts.Parse("## So {#so}\n\n{#p1}\nText[^a] and[^b].\n\n[^a]: *Correction* of a proof.\n[^b]: A *Correction.*");

        Assert.All(essay.Footnotes, note => Assert.Null(note.Status));
    }

    [Fact]
    public void An_unknown_status_is_a_fault_with_its_line()
    {
        var fault = Assert.Single(Texts.FaultsOf(Texts.Metadata + "## So {#so}\n\n{#p1}\nText[^a].\n\n[^a]: *Corection.* It froze late."));

        Assert.Equal(11, fault.Line);
        Assert.StartsWith("The footnote 'a' begins with '*Corection.*', which is not a status. The statuses are '*Correction.*', '*Wording.*', '*More precisely.*'", fault.Message, StringComparison.Ordinal);
    }
}
