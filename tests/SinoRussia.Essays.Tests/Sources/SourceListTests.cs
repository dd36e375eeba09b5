using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Sources;

public sealed class SourceListTests
{
    private const string Two = """
        - key: kuo
          author: Kuo, Mercy A.
          title: Allies or Rivals?
          outlet: The Diplomat
          date: 2022-08
          url: https://example.org/kuo
        - key: post
          title: Trade grows
          outlet: The Post
          date: 2022-03-07
        """;

    [Fact]
    public void A_citation_is_a_link_to_the_source()
    {
        var edition = Texts.Edition("Text[^a].\n\n[^a]: It froze. Sources: [@kuo; @post].", ("sources.yml", Two));

        var note = edition.Essay.Footnotes[0];
        Assert.Equal("It froze. Sources: Kuo, August 2022; The Post, 7 March 2022.", note.Body.Blocks[0].Text);
        Assert.Equal(["kuo", "post"], note.Sources.Select(source => source.Key));
        Assert.Contains(
            "Sources: <a class=\"citation\" role=\"doc-biblioref\" href=\"/here/reading#source-kuo\">Kuo, August 2022</a>; <a ",
            new EssayHtml(edition.Essay, [], new Links("/here")).Footnotes(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_highlight_may_begin_and_end_inside_a_citation()
    {
        var edition = Texts.Edition("Text[^a].\n\n[^a]: Source: [@kuo; @post].", ("sources.yml", Two));
        var note = edition.Essay.Footnotes[0].Body;
        var start = edition.Essay.Text.IndexOf("August", StringComparison.Ordinal);

        var html = new EssayHtml(edition.Essay, [new Highlight("h", new Passage(start, start + 6), "amber", false)], Links.AtRoot).Element(note);

        Assert.Contains(">Kuo, <mark class=\"highlight\" data-colour=\"amber\" data-annotation=\"h\">August</mark> 2022</a><a class=\"mark-link\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_has_its_file_and_line()
    {
        var faults = Texts.FaultsOfEdition(
            "Text[^a].\n\n[^a]: It froze. Sources: [@kuo; @nobody].\n    [@]",
            ("sources.yml", """
                - key: kuo
                  title: One
                - key: kuo
                  title: Two
                - key: three
                  date: 2022-13
                  colour: red
                - title: No key
                """));

        Assert.Equal(
            [
                "essay.md:11: The source list has no 'nobody'.",
                "essay.md:12: A citation is not well formed. Write '[@key]' or '[@key; @other]'.",
                "sources.yml:3: The address 'kuo' is already taken in line 1.",
                "sources.yml:5: This source lacks 'title'.",
                "sources.yml:6: '2022-13' is not a date such as 2022, 2022-06 or 2022-02-04.",
                "sources.yml:7: This source has an unknown entry 'colour'.",
                "sources.yml:8: This source has no 'key', by which notes cite it.",
            ],
            faults);
    }

    [Theory]
    [InlineData("kind: blog", "sources.yml:3: 'blog' is not a kind of source. The kinds are 'document', 'scholarship', 'press', 'reference work' and 're-post'.")]
    [InlineData("seen: yesterday", "sources.yml:3: 'yesterday' is not a date such as 2022, 2022-06 or 2022-02-04.")]
    [InlineData("seen: 2026-11", "sources.yml:3: 'seen' is a day such as 2022-02-04, not '2026-11'.")]
    [InlineData("archived: web.archive.org", "sources.yml:3: 'archived' is not a web address: web.archive.org")]
    public void A_fact_about_a_source_that_is_none_is_a_fault_with_its_line(string fact, string fault) =>
        Assert.Equal([fault], Texts.FaultsOfEdition("Text[^a].\n\n[^a]: [@kuo]", ("sources.yml", $"- key: kuo\n  title: T\n  {fact}")));

    [Fact]
    public void A_source_may_say_what_it_is_when_it_was_read_and_where_a_copy_is()
    {
        var edition = Texts.Edition(
            "Text[^a].\n\n[^a]: [@kuo]",
            ("sources.yml", "- key: kuo\n  title: T\n  kind: re-post\n  seen: 2026-11-27\n  archived: https://web.archive.org/web/2026/https://example.org/kuo"));

        var source = edition.Sources.All[0];
        Assert.Equal(("re-post", "27 November 2026", "web.archive.org"), (source.Kind!.Name, source.Seen!.Value.ToString(), source.Archived!.Host));
        Assert.Contains(
            "- “T.” (re-post, read on 27 November 2026, [archived copy](<https://web.archive.org/web/2026/https://example.org/kuo>))",
            new EssayMarkdown(edition, new Uri("https://reader.example/")).Write(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_nothing_cites_is_a_fault()
    {
        Assert.Equal(["sources.yml:7: Nothing cites the source 'post'."], Texts.FaultsOfEdition("Text[^a].\n\n[^a]: It froze. Source: [@kuo].", ("sources.yml", Two)));
    }

    [Fact]
    public void Two_sources_whose_citations_read_alike_are_a_fault()
    {
        var faults = Texts.FaultsOfEdition(
            "Text[^a].\n\n[^a]: [@one; @two]",
            ("sources.yml", "- key: one\n  title: A\n  outlet: The Post\n- key: two\n  title: B\n  outlet: The Post"));

        Assert.Equal(["sources.yml:4: A citation of 'two' reads like one of 'one' (The Post). Give one of them a 'short'."], faults);
    }

    [Theory]
    [InlineData("author: Kuo, Mercy A.; Liu Zhihua; Ye, Min", "Kuo, Liu Zhihua and Ye")]
    [InlineData("editor: Sinjen, Svenja", "Sinjen")]
    [InlineData("outlet: The Post", "The Post")]
    [InlineData("date: 2022", "T, 2022")]
    [InlineData("author: Kuo, Mercy A.\n  short: Interview", "Interview")]
    public void A_citation_has_an_author_or_outlet_and_a_date(string entry, string citation)
    {
        var edition = Texts.Edition("Text[^a].\n\n[^a]: [@s]", ("sources.yml", $"- key: s\n  title: T\n  {entry}"));

        Assert.Equal(citation, edition.Sources.All[0].ShortForm);
    }

    [Fact]
    public void Further_reading_takes_a_source_or_a_work_of_its_own_and_nothing_else()
    {
        var sources = ("sources.yml", "- key: kuo\n  title: T\n  author: Kuo, Mercy A.");
        var edition = Texts.Edition("Text[^a].\n\n[^a]: [@kuo]", sources, ("reading.yml", "- part: Books\n  source: kuo\n  comment: Short.\n- part: Books\n  title: Ice\n  book: true"));

        Assert.Equal([("Kuo", true, "Short."), ("Ice", false, null)], edition.Reading.Select(item => (item.Work.ShortForm, item.IsSource, item.Comment)));
        Assert.Equal(["reading.yml:2: The source list has no 'nobody'."], Texts.FaultsOfEdition("Text[^a].\n\n[^a]: [@kuo]", sources, ("reading.yml", "- part: Books\n  source: nobody")));
    }

    [Fact]
    public void An_essay_without_other_files_is_an_edition()
    {
        var edition = Texts.Edition("Text.");

        Assert.Empty(edition.Sources.All);
        Assert.Empty(edition.Reading);
    }
}
