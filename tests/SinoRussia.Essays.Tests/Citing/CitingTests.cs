using System.Text.Json;
using CsCheck;
using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Linking;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Tests.Citing;

public sealed class CitingTests
{
    private static readonly Uri Root = new("https://reader.example/base/");
    private static readonly DateOnly Day = new(2026, 11, 25);

    private static readonly Essay Rivers = EssayParser.Parse("""
        ---
        title: On Rivers & Ice
        publication: Majalla
        published: September 2022 or later
        source: https://example.org/rivers
        language: en
        ---

        ## Ice {#ice}

        {#p1}
        The river froze early that year, 50% of it.
        """);

    [Fact]
    public void Without_a_byline_the_title_comes_first_and_the_date_has_what_is_known()
    {
        Assert.Equal(
            "“On Rivers & Ice.” Majalla, September 2022 or later. https://example.org/rivers. Annotated edition, accessed 25 November 2026, https://reader.example/base/.",
            Chicago.TextOf(Chicago.Of(CitedPart.Whole(Rivers, Root, Day))));
    }

    [Theory]
    [InlineData("ice", "Annotated edition, sec. “Ice”, accessed 25 November 2026, https://reader.example/base/s/ice#ice.")]
    [InlineData("p1", "Annotated edition, ¶ 1, accessed 25 November 2026, https://reader.example/base/p/p1#p1.")]
    public void A_part_is_cited_with_its_locator_and_its_own_address(string part, string end)
    {
        var cited = part == "p1" ? CitedPart.Of(Rivers, Rivers.FindParagraph("p1")!, null, Root, Day) : CitedPart.Of(Rivers, Rivers.FindSection(part)!, Root, Day);

        Assert.EndsWith(end, Chicago.TextOf(Chicago.Of(cited)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byline_comes_before_the_title_with_the_first_name_inverted()
    {
        var essay = EssayParser.Parse("---\ntitle: Why Ice?\nauthor: Kuo, Mercy A.; Ye, Min; Xinhua\nlanguage: en\n---\n\n## Ice {#ice}\n\n{#p1}\nText.");

        Assert.StartsWith("Kuo, Mercy A., Min Ye, and Xinhua. “Why Ice?” Annotated edition, accessed", Chicago.TextOf(Chicago.Of(CitedPart.Whole(essay, Root, Day))), StringComparison.Ordinal);
    }

    [Fact]
    public void Bibtex_keeps_capitals_and_escapes_the_characters_of_tex()
    {
        var quotation = "50% of it";

        Assert.Equal(
            $$$"""
            @article{majalla2022-p1,
              title    = {{On Rivers \& Ice}},
              journal  = {Majalla},
              year     = {2022},
              url      = {https://reader.example/base/p/p1#p1:~:text=50%25%20of%20it},
              urldate  = {2026-11-25},
              langid   = {english},
              note     = {Cited: \P{} 1. “50\% of it” Published September 2022 or later. No author is named. Annotated edition of https://example.org/rivers. Text revision {{{Rivers.Revision[..12]}}}.},
            }

            """.ReplaceLineEndings("\n"),
            BibTeX.Of(CitedPart.Of(Rivers, Rivers.FindParagraph("p1")!, quotation, Root, Day, ":~:text=50%25%20of%20it")));
    }

    [Fact]
    public void Ris_has_a_line_for_each_fact_and_ends()
    {
        Assert.Equal(
            [
                "TY  - MGZN", "TI  - On Rivers & Ice", "T2  - Majalla", "PY  - 2022", "SP  - ¶ 1", "LA  - en", "UR  - https://reader.example/base/p/p1#p1", "Y2  - 2026/11/25",
                $"N1  - Cited: ¶ 1. Published September 2022 or later. No author is named. Annotated edition of https://example.org/rivers. Text revision {Rivers.Revision[..12]}.",
                "ER  - ", "",
            ],
            Ris.Of(CitedPart.Of(Rivers, Rivers.FindParagraph("p1")!, null, Root, Day)).Split("\r\n"));
    }

    [Fact]
    public void Csl_json_invents_neither_author_nor_month()
    {
        var item = JsonDocument.Parse(CslJson.Of(CitedPart.Of(Rivers, Rivers.FindParagraph("p1")!, null, Root, Day))).RootElement[0];

        Assert.Equal("article-magazine", item.GetProperty("type").GetString());
        Assert.False(item.TryGetProperty("author", out _));
        Assert.Equal("[[2022]]", item.GetProperty("issued").GetProperty("date-parts").GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.Equal("https://reader.example/base/p/p1#p1", item.GetProperty("URL").GetString());
        Assert.Equal("¶ 1", item.GetProperty("locator").GetString());
    }

    [Fact]
    public void With_any_quotation_every_format_is_well_formed() => Gen.String[Gen.Char["ab {}\\%&$#_^~\"“<>¶]|"], 1, 40].Sample(words =>
    {
        var part = CitedPart.Of(Rivers, Rivers.FindParagraph("p1")!, words, Root, Day, new TextDirective(null, words, null, null).ToString());
        var quoted = JsonDocument.Parse(CslJson.Of(part)).RootElement[0].GetProperty("note").GetString();
        var bibTeX = BibTeX.Of(part).Replace("\\textbackslash{}", "").Replace("\\{", "").Replace("\\}", "");
        return quoted!.Contains($"“{words}”", StringComparison.Ordinal)
            && bibTeX.Count(c => c == '{') == bibTeX.Count(c => c == '}')
            && new[] { Ris.Of(part), BibTeX.Of(part), CslJson.Of(part), Chicago.TextOf(Chicago.Of(part)) }.All(form => form.Contains(part.Address, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("title: On Ice\n  author: Kuo, Mercy A.; Ye, Min\n  outlet: The Post\n  date: 2022-08", "Kuo, Mercy A., and Min Ye. “On Ice.” The Post, August 2022.")]
    [InlineData("title: Why Ice?\n  outlet: The Post", "“Why Ice?” The Post.")]
    [InlineData("title: Ice\n  editor: Sinjen, Svenja; Ye, Min\n  book: true\n  outlet: \"Cham: Springer\"\n  date: 2022", "Sinjen, Svenja, and Min Ye, eds. Ice. Cham: Springer, 2022.")]
    [InlineData("title: notice of a talk\n  described: true\n  date: 2020-11-19", "Notice of a talk. 19 November 2020.")]
    public void A_source_is_listed_as_in_a_bibliography(string entry, string reference)
    {
        var edition = Texts.Edition("Text[^a].\n\n[^a]: [@s]", ("sources.yml", $"- key: s\n  {entry}"));

        Assert.Equal(reference, Chicago.TextOf(Chicago.Of(edition.Sources.All[0])));
    }
}
