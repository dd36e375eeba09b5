using System.Text;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Tests.Parsing;

public sealed class EssayParserTests
{
    [Fact]
    public void The_text_is_what_a_reader_would_copy()
    {
        var essay = Texts.Parse("""
            ## On *Ice* {#ice}

            {#p1}
            The  river
            froze[^when] **early** that [year](https://example.org/y).

            {#c1}
            ^^^
            ^^^ The river in winter.

            [^when]: In November.
            """);

        Assert.Equal("On Ice\nThe river froze early that year.\nThe river in winter.\nIn November.", essay.Text);
    }

    [Theory]
    [InlineData("", "essay")]
    [InlineData("id: ice-2026\n", "ice-2026")]
    public void An_essay_is_told_from_others_by_its_id(string line, string id) =>
        Assert.Equal(id, EssayParser.Parse($"---\n{line}title: Ice\nlanguage: en\n---\n\n## So {{#so}}\n\n{{#p1}}\nText.").Id);

    [Theory]
    [InlineData("Ice")]
    [InlineData("2026-ice")]
    [InlineData("ice 2026")]
    [InlineData("[ice]")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void An_id_that_is_none_is_a_fault(string id) =>
        Assert.Contains(Texts.FaultsOf($"---\nid: {id}\ntitle: Ice\nlanguage: en\n---\n\n## So {{#so}}\n\n{{#p1}}\nText."), fault => fault.Line == 2);

    [Fact]
    public void Every_block_is_at_its_offset()
    {
        var essay = Texts.TheEssay();

        Assert.All(essay.Blocks, block => Assert.Equal(block.Text, essay.Text[block.Start..block.End]));
    }

    [Fact]
    public void Lists_quotations_and_tables_share_one_address_and_count_each_block()
    {
        var essay = Texts.Parse("""
            ## Forms {#forms}

            {#p1}
            - one
            - two

            {#p2}
            > first
            >
            > second

            {#p3}
            | a | b |
            |---|---|
            | 1 | 2 |
            """);

        Assert.Equal("Forms\none\ntwo\nfirst\nsecond\na\nb\n1\n2", essay.Text);
        Assert.Equal(2, essay.FindParagraph("p1")!.Blocks.Length);
    }

    [Fact]
    public void Footnotes_are_numbered_by_first_reference_and_have_every_reference()
    {
        var essay = Texts.Parse("## So {#so}\n\n{#p1}\nOne[^b] two[^a] three[^b].\n\n[^a]: Note a.\n[^b]: Note b.");

        Assert.Equal(["b", "a"], essay.Footnotes.Select(footnote => footnote.Label));
        Assert.Equal(["ref-b", "ref-b-2"], essay.Footnotes[0].References.Select(reference => reference.Id));
    }

    [Fact]
    public void Every_fault_has_its_line_and_all_are_reported_at_once()
    {
        var faults = Texts.FaultsOf(Texts.Metadata + """
            ## One {#one}

            {#p1}
            A dangling[^gone] reference.

            {#p1}
            A repeated id.

            No id at all.

            ## Two {#one}

            {#p2}
            Text[^twice].

            [^twice]: First.
            [^twice]: Second.
            [^unused]: Never.
            """);

        Assert.Collection(
            faults.Select(fault => fault.ToString()),
            fault => Assert.Equal("essay.md:9: The text refers to a footnote 'gone' that is not defined.", fault),
            fault => Assert.Equal("essay.md:11: The address 'p1' is already taken in line 8.", fault),
            fault => Assert.StartsWith("essay.md:14: This paragraph has no address.", fault, StringComparison.Ordinal),
            fault => Assert.Equal("essay.md:16: The address 'one' is already taken in line 6.", fault),
            fault => Assert.Equal("essay.md:16: The address 'one-h' is already taken in line 6.", fault),
            fault => Assert.Equal("essay.md:22: The footnote 'twice' is defined twice. Remove or rename one.", fault),
            fault => Assert.Equal("essay.md:23: Nothing refers to the footnote 'unused'.", fault));
    }

    [Theory]
    [InlineData("## So {#so}\n\n{#p1}\nText.", 1, "front matter is missing")]
    [InlineData("---\ntitle: \"open\nlanguage: en\n---\n\n## So {#so}\n\n{#p1}\nText.", 2, "front matter is broken")]
    [InlineData("---\ntitle: T\n---\n\n## So {#so}\n\n{#p1}\nText.", 1, "lacks 'language'")]
    [InlineData("---\ntitle: T\nlanguage: en\ncolour: red\n---\n\n## So {#so}\n\n{#p1}\nText.", 4, "unknown entry 'colour'")]
    [InlineData("---\ntitle: T\nlanguage: en\nsource: nowhere\n---\n\n## So {#so}\n\n{#p1}\nText.", 4, "not a web address")]
    [InlineData(Texts.Metadata + "{#p1}\nText.", 6, "before the first section")]
    [InlineData(Texts.Metadata + "## S\n\n{#p1}\nText.", 6, "no slug")]
    [InlineData(Texts.Metadata + "## So {#so}\n\n## To {#to}\n\n{#p1}\nText.", 6, "no paragraph")]
    [InlineData(Texts.Metadata + "# S {#s}\n\n", 6, "this one is of level 1")]
    [InlineData(Texts.Metadata + "## So {#so}\n\n{#P1}\nText.", 8, "lower-case")]
    [InlineData(Texts.Metadata + "## S {#notes}\n\n{#p1}\nText.", 6, "one of the page's own")]
    [InlineData(Texts.Metadata + "## So {#so}\n\n{#p1}\n![a](b.png)", 9, "an image")]
    [InlineData(Texts.Metadata + "## So {#so}\n\n{#p1}\n[a](javascript:alert(1))", 8, "not an address")]
    [InlineData(Texts.Metadata + "", 1, "no section")]
    public void A_broken_file_is_refused_at_its_line(string markdown, int line, string message)
    {
        Assert.Contains(Texts.FaultsOf(markdown), fault => fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_utf_8_is_refused_at_its_line()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Texts.Metadata + "## So {#so}\n\n{#p1}\nCaf"), 0xE9, .. " noir."u8];

        var faults = Assert.Throws<EssayFaultsException>(() => EssayParser.Parse(file)).Faults;

        Assert.Equal((9, true), (faults[0].Line, faults[0].Message.Contains("not UTF-8", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_change_of_words_makes_a_new_revision_and_a_change_of_footnote_numbers_does_not()
    {
        var one = Texts.Parse("## So {#so}\n\n{#p1}\nThe river froze.");
        var same = Texts.Parse("## So {#so}\n\n{#p1a}\nThe  river\nfroze.");
        var other = Texts.Parse("## So {#so}\n\n{#p1}\nThe river thawed.");

        Assert.Equal(one.Revision, same.Revision);
        Assert.NotEqual(one.Revision, other.Revision);
        Assert.Matches("^[0-9a-f]{64}$", one.Revision);
    }
}
