using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Rendering;

public sealed class EssayHtmlTests
{
    [Fact]
    public void A_footnote_reference_inside_a_highlight_stays_a_link()
    {
        var html = Render("The river froze[^when] early.\n\n[^when]: In November.", (4, 21, "amber"));

        Assert.Contains("""<mark class="highlight" data-colour="amber" data-annotation="h0">river froze</mark><a class="noteref" id="ref-when" role="doc-noteref" data-apparatus href="#fn-when" aria-label="1" data-colour="amber"><sup>1</sup></a><mark class="highlight" data-colour="amber" data-annotation="h0"> early</mark>""", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 15)] // ends at the number
    [InlineData(15, 21)] // begins at it
    public void A_footnote_reference_at_the_edge_of_a_highlight_is_not_tinted(int start, int end)
    {
        var html = Render("The river froze[^when] early.\n\n[^when]: In November.", (start, end, "amber"));

        Assert.Contains("""aria-label="1"><sup>1</sup>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_highlights_are_never_merged_and_each_has_its_own_link()
    {
        var html = Render("The river froze early.", (0, 15, "amber"), (10, 21, "blue"));

        Assert.Contains("data-annotation=\"h0 h1\" data-under=\"amber\">froze</mark>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/notes/h0\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/notes/h1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_highlight_that_ends_inside_a_link_has_its_own_link_after_it()
    {
        var html = Render("See [the long page](https://example.org/) now.", (4, 12, "rose"));

        Assert.DoesNotMatch("<a href=\"https://example.org/\">[^/]*<a ", html);
        Assert.Contains("page</a><a class=\"mark-link\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_results_are_marked_inside_and_outside_of_highlights()
    {
        var essay = Texts.Parse("## Ice {#ice}\n\n{#p1}\nThe river froze early.");
        var start = essay.FindParagraph("p1")!.Start;
        var highlight = new Highlight("h0", new Passage(start + 4, start + 9), "amber", HasNote: false);

        var html = new EssayHtml(essay, [highlight], Links.AtRoot) { Found = [new Passage(start + 6, start + 15)] }.Element(essay.FindParagraph("p1")!);

        Assert.Contains("""<mark class="highlight" data-colour="amber" data-annotation="h0">ri</mark><mark class="highlight found" data-colour="amber" data-annotation="h0">ver</mark>""", html, StringComparison.Ordinal);
        Assert.Contains("""<mark class="found"> froze</mark> early.""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_an_author_is_never_markup()
    {
        var html = Render("A <b>bold</b> claim & <script>alert(1)</script>.");

        Assert.Contains("A &lt;b&gt;bold&lt;/b&gt; claim &amp; &lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reference_has_a_labelled_backlink()
    {
        var essay = Texts.Parse("## So {#so}\n\n{#p1}\nOne[^a].\n\n{#p2}\nTwo[^a].\n\n[^a]: Note.");

        var notes = new EssayHtml(essay, [], Links.AtRoot).Footnotes();

        Assert.Contains("<li id=\"fn-a\" value=\"1\"><p data-start=\"13\">Note.</p>", notes, StringComparison.Ordinal);
        Assert.Contains("href=\"#ref-a\" aria-label=\"Back to paragraph 1\"", notes, StringComparison.Ordinal);
        Assert.Contains("href=\"#ref-a-2\" aria-label=\"Back to paragraph 2\"", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_address_begins_with_the_path_base()
    {
        var html = new EssayHtml(Texts.Parse("## So {#so}\n\n{#p1}\nText."), [], new Links("/reader")).Section(Texts.Parse("## So {#so}\n\n{#p1}\nText.").Sections[0]);

        Assert.Contains("href=\"/reader/s/so#so\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/reader/p/p1#p1\"", html, StringComparison.Ordinal);
    }

    private static string Render(string paragraph, params (int Start, int End, string Colour)[] highlights)
    {
        var essay = Texts.Parse($"## So {{#so}}\n\n{{#p1}}\n{paragraph}");
        var element = essay.FindParagraph("p1")!;
        var marks = highlights.Select((h, i) => new Highlight($"h{i}", new Passage(element.Start + h.Start, element.Start + h.End), h.Colour, false));
        return new EssayHtml(essay, [.. marks], Links.AtRoot).Element(element);
    }
}
