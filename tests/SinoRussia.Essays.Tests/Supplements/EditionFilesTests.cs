using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Supplements;
using SinoRussia.Essays.Trials;

namespace SinoRussia.Essays.Tests.Supplements;

/// <summary>The files beside the essay: each is optional, and each fault has its file and line.</summary>
public sealed class EditionFilesTests
{
    private static readonly string[] Names = [.. WholeEdition.Optional.Keys];

    [Fact]
    public void Every_optional_file_is_tried() => Assert.Equal(EditionParser.Files.Order(), Names.Append("essay.md").Append("sources.yml").Order());

    [Fact]
    public void Any_subset_of_the_files_is_an_edition_that_can_be_rendered() => Gen.Bool.Array[Names.Length].Sample(chosen =>
    {
        var edition = EditionParser.Parse(WholeEdition.With([.. Names.Where((_, i) => chosen[i])]));
        Assert.Empty(Trial.Run(EditionTrials.Of(edition, Links.AtRoot)));
    });

    [Theory]
    [InlineData("introduction.md", "title: Introduction", "title:", "introduction.md:1: The front matter lacks 'title'.")]
    [InlineData("introduction.md", "title: Introduction", "name: I", "introduction.md:2: The front matter has an unknown entry 'name'.")]
    [InlineData("introduction.md", "---\ntitle: Introduction\n---\n", "", "introduction.md:1: The front matter is missing: the file begins with a line '---', a line 'title: …' and a line '---'.")]
    [InlineData("introduction.md", "(#p1)", "(#p9)", "introduction.md:5: '#p9' is not an address that a link may lead to (http, https or mailto), nor a part of the essay.")]
    [InlineData("introduction.md", "[^when]", "[^gone]", "introduction.md:5: The essay has no footnote 'gone'.")]
    [InlineData("introduction.md", "[@gauge]", "[@nobody]", "introduction.md:5: The source list has no 'nobody'.")]
    [InlineData("introduction.md", "## How {#how}", "### How {#how}", "introduction.md:7: A heading begins with '##'; this one is of level 3. The title belongs in the front matter.")]
    [InlineData("introduction.md", "## How {#how}", "## How {#How}", "introduction.md:7: The address 'How' is not made of lower-case letters, digits and hyphens, beginning with a letter.")]
    [InlineData("introduction.md", "- *one*", "![one](one.png)", "introduction.md:9: The page cannot show this (an image). Remove it.")]
    [InlineData("text.md", "From a copy.", "", "text.md:1: The file has no text below its front matter.")]
    [InlineData("speakers.yml", "paragraphs: p1,", "paragraphs: p9,", "speakers.yml:5: The essay has no paragraphs 'p9'. Write one such as 'p12', or a range such as 'p1-p8'.")]
    [InlineData("speakers.yml", "paragraphs: p1,", "paragraphs: p1-p2,", "speakers.yml:6: Paragraph 'p2' is already listed in line 5.")]
    [InlineData("speakers.yml", "p2-p3", "p3", "speakers.yml:4: No passage says who speaks in paragraph 'p2'.")]
    [InlineData("speakers.yml", "p2-p3", "p3-p2", "speakers.yml:6: The essay has no paragraphs 'p3-p2'. Write one such as 'p12', or a range such as 'p1-p8'.")]
    [InlineData("speakers.yml", "speaker: boris", "speaker: clara", "speakers.yml:6: There is no speaker 'clara'.")]
    [InlineData("speakers.yml", "certain: false", "certain: perhaps", "speakers.yml:6: 'certain' is either true or false.")]
    [InlineData("speakers.yml", "name: Boris", "name: Boris, person: boris", "speakers.yml:3: The list of people has no 'boris'.")]
    [InlineData("speakers.yml", "key: boris", "key: p1", "speakers.yml:3: The key 'p1' is the address of a part of the essay.")]
    [InlineData("parallels.yml", "froze early", "froze late", "parallels.yml:3: Paragraph 'p1' does not have the words “froze late”.")]
    [InlineData("parallels.yml", "paragraph: p1", "paragraph: p9", "parallels.yml:2: The essay has no paragraph 'p9'.")]
    [InlineData("parallels.yml", "  original: рано замёрзла\n", "", "parallels.yml:1: This parallel lacks 'original'.")]
    [InlineData("parallels.yml", "language: ru", "language: r", "parallels.yml:5: 'r' is not a language tag. Write one such as 'zh-Hans' or 'ru'.")]
    [InlineData("parallels.yml", "sources: [gauge]", "sources: [nobody]", "parallels.yml:6: The source list has no 'nobody'.")]
    [InlineData("words.yml", "term: Ice", "term:", "words.yml:1: This word lacks 'term'.")]
    [InlineData("words.yml", "Frozen water", "|\n    One.\n\n    Two", "words.yml:3: This text is not one paragraph.")]
    [InlineData("words.yml", "[^who]", "[^gone]", "words.yml:3: The essay has no footnote 'gone'.")]
    [InlineData("words.yml", "(#p2)", "(javascript:1)", "words.yml:3: 'javascript:1' is not an address that a link may lead to (http, https or mailto).")]
    [InlineData("words.yml", "paragraphs: [p2]", "paragraphs: [p7]", "words.yml:4: The essay has no paragraph 'p7'.")]
    [InlineData("words.yml", "- key: ice", "- key: ice\n  term: A\n  text: B\n- key: ice", "words.yml:4: The address 'ice' is already taken in line 1.")]
    [InlineData("since.yml", "date: 2024", "date: 2024-13", "since.yml:2: '2024-13' is not a date such as 2022, 2022-06 or 2022-02-04.")]
    [InlineData("since.yml", "date: 2024", "when: 2024", "since.yml:1: This event lacks 'date'.")]
    [InlineData("questions.yml", "question: Why", "title: Why", "questions.yml:1: This question lacks 'question'.")]
    [InlineData("index.yml", "names: [Lena]", "names: [Volga]", "index.yml:1: Neither the essay nor a footnote has the words 'Volga'.")]
    [InlineData("index.yml", "kind: place", "kind: river", "index.yml:1: The 'kind' of a term is 'person', 'place' or 'subject', not 'river'.")]
    [InlineData("index.yml", "see: [frost]", "see: [snow]", "index.yml:1: Neither the index nor the list of people has 'snow'.")]
    [InlineData("index.yml", "footnotes: [when]", "footnotes: [gone]", "index.yml:2: The essay has no footnote 'gone'.")]
    [InlineData("index.yml", "paragraphs: [p2], footnotes: [when]", "kind: subject", "index.yml:2: This term leads nowhere: it needs 'names', 'paragraphs', 'footnotes' or 'see'.")]
    [InlineData("index.yml", "key: frost", "key: anna", "index.yml:2: The key 'anna' is that of a person. People are in the index already.")]
    [InlineData("map.yml", "[62.03, 129.73]", "[95, 129.73]", "map.yml:5: This place: a point is [latitude, longitude] in degrees, such as [53.3, 121.5].")]
    [InlineData("map.yml", ", at: [62.03, 129.73]", "", "map.yml:5: This place needs 'at: [latitude, longitude]' in degrees.")]
    [InlineData("map.yml", "[62.0, 129.7], [64.3, 126.4]", "", "map.yml:7: This line needs at least 2 'points', each [latitude, longitude].")]
    [InlineData("map.yml", "schematic: A few points.", "scale: 1", "map.yml:2: The map has an unknown entry 'scale'.")]
    [InlineData("map.yml", "text: It flows north.", "", "map.yml:1: The map lacks 'text'.")]
    public void A_fault_has_its_file_and_line(string file, string words, string instead, string fault)
    {
        var whole = WholeEdition.With(Names);
        Assert.Contains(words, WholeEdition.Optional[file], StringComparison.Ordinal);

        var broken = Assert.Throws<EssayFaultsException>(() => EditionParser.Parse(name =>
            name == file ? System.Text.Encoding.UTF8.GetBytes(WholeEdition.Optional[file].Replace(words, instead, StringComparison.Ordinal)) : whole(name)));

        Assert.Contains(fault, broken.Faults.Select(found => found.ToString()));
    }

    [Theory]
    [InlineData("speakers.yml", "The file")]
    [InlineData("map.yml", "The map")]
    public void A_list_in_place_of_a_mapping_is_a_fault(string file, string what) =>
        Assert.Contains($"{file}:1: {what} is not made of 'name: value' lines.", Texts.FaultsOfEdition("It froze.", (file, "- x")));

    [Fact]
    public void A_source_that_only_a_supplement_cites_is_no_orphan()
    {
        foreach (var (file, text) in WholeEdition.Optional.Where(one => one.Key != "reading.yml" && one.Value.Contains("gauge", StringComparison.Ordinal)))
        {
            var edition = EditionParser.Parse(name => name switch
            {
                "essay.md" => System.Text.Encoding.UTF8.GetBytes(WholeEdition.Essay.Replace(" Source: [@gauge].", "", StringComparison.Ordinal)),
                _ => WholeEdition.With([file])(name),
            });

            Assert.Equal(["gauge"], edition.Essay.Supplements.Sources.Select(source => source.Key));
            Assert.NotEmpty(text);
        }
    }

    [Fact]
    public void A_line_says_who_speaks_where_another_speaker_begins_and_is_not_in_the_text()
    {
        var with = EditionParser.Parse(WholeEdition.With(["speakers.yml"]));
        var without = EditionParser.Parse(WholeEdition.With([]));
        var html = new EssayHtml(with.Essay, [], Links.AtRoot);

        Assert.Equal(without.Essay.Revision, with.Essay.Revision);
        Assert.Contains("""<p id="p2" data-start="41"><a class="speaker" data-apparatus href="/speakers#p2" data-name="Apparently Boris" aria-label="Speaking: Apparently Boris"></a><a class="number" """, html.Section(with.Essay.FindSection("ice")!), StringComparison.Ordinal);
        Assert.DoesNotContain("speaker", html.Section(with.Essay.FindSection("thaw")!), StringComparison.Ordinal);
        Assert.Contains("*Speaking: Apparently Boris, after his diary*\n\n[2](", new EssayMarkdown(with, new Uri("https://reader.example/")).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_has_people_places_and_subjects_with_their_paragraphs_and_footnotes()
    {
        var entries = BookIndex.Of(EditionParser.Parse(WholeEdition.With(Names)).Essay);

        Assert.Equal(
            [("Frost", IndexKind.Subject, "p2", "1", ""), ("Ivanova, Anna", IndexKind.Person, "p1", "", ""), ("Lena", IndexKind.Place, "p1", "2", "Frost")],
            entries.Select(entry => (
                entry.Term, entry.Kind, string.Join(',', entry.Paragraphs.Select(element => element.Id)), string.Join(',', entry.Footnotes.Select(footnote => footnote.Number)), string.Join(',', entry.See.Select(other => other.Term)))));
    }

    [Fact]
    public void A_footnote_links_to_a_text_beside_the_essay()
    {
        var edition = EditionParser.Parse(WithNote(WholeEdition.With(["text.md"]), "See the [copy](text.md)."));

        Assert.Contains("See the <a href=\"/text.md\">copy</a>. Source: ", new EssayHtml(edition.Essay, [], Links.AtRoot).Footnotes(), StringComparison.Ordinal);
        Assert.Contains("See the copy.", new EssayMarkdown(edition, new Uri("https://reader.example/")).Write(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("See the [copy](text.md).", "text.md")]
    [InlineData("See *the [copy](text.md)*.", "text.md")]
    [InlineData("See [how](introduction.md).", "introduction.md")]
    public void A_footnote_that_links_to_a_text_that_is_not_there_is_a_fault(string words, string file)
    {
        var broken = Assert.Throws<EssayFaultsException>(() => EditionParser.Parse(WithNote(WholeEdition.With([]), words)));

        Assert.Matches($@"^essay\.md:\d+: The footnote 'when' links to '{Regex.Escape(file)}', which is missing\.$", Assert.Single(broken.Faults).ToString());
    }

    [Fact]
    public void A_text_beside_the_essay_links_to_its_paragraphs_sections_and_footnotes()
    {
        var introduction = EditionParser.Parse(WholeEdition.With(["introduction.md"])).Essay.Supplements.Introduction!;

        Assert.Equal(
            "<p>Why does it freeze (<a class=\"place-link\" href=\"/#p1\">¶ 1</a>, <a class=\"place-link\" href=\"/#thaw-h\">below</a>)? See <a class=\"note-link\" role=\"doc-noteref\" href=\"/#fn-when\">note 1</a> and <a class=\"citation\" role=\"doc-biblioref\" href=\"/reading#source-gauge\">The gauge</a>.</p>\n<h2 id=\"how\">How</h2>\n<ul><li><em>one</em></li><li>two</li></ul>\n",
            EssayHtml.Of(introduction, Links.AtRoot));
    }

    private static Func<string, byte[]?> WithNote(Func<string, byte[]?> read, string words) => file =>
        file == "essay.md"
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(read(file)!).Replace("In November.", words, StringComparison.Ordinal))
            : read(file);
}
