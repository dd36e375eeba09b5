using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Rendering;

public sealed class EssayMarkdownTests
{
    private static readonly Uri Root = new("https://reader.example/");

    [Fact]
    public void It_is_complete_with_footnotes_and_sources()
    {
        var edition = Texts.Edition(
            "The *river*[^a] froze_early.\n\n[^a]: *Correction.* It froze late. Source: [@kuo].",
            ("sources.yml", "- key: kuo\n  author: Kuo, Mercy A.\n  title: On Ice\n  date: 2022\n  url: https://example.org/kuo"));

        Assert.Equal(
            """
            # On Rivers

            annotated edition: <https://reader.example/>.

            ## So

            [1](https://reader.example/p/p1#p1) The *river*[^a] froze\_early.

            [^a]: *Correction.* It froze late. Source: [Kuo, 2022](<https://example.org/kuo>).

            ## Sources

            - Kuo, Mercy A. “[On Ice](<https://example.org/kuo>).” 2022.

            """.ReplaceLineEndings("\n"),
            new EssayMarkdown(edition, Root).Write());
    }

    [Fact]
    public void Every_word_of_the_essay_and_its_footnotes_survives_a_round_trip()
    {
        var edition = Texts.TheEdition();

        var there = new EssayMarkdown(edition, Root).Write();

        var sections = there[there.IndexOf("\n## ", StringComparison.Ordinal)..there.IndexOf("\n## Sources", StringComparison.Ordinal)];
        var number = 0;
        var again = EssayParser.Parse(Texts.Metadata + string.Join("\n\n", sections.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(block => !block.StartsWith("*Speaking: ", StringComparison.Ordinal)).Select(Addressed)));
        Assert.Equal(
            edition.Essay.Text.Split('\n'),
            again.Text.Split('\n').Select(block => char.IsAsciiDigit(block[0]) ? block[(block.IndexOf(' ', StringComparison.Ordinal) + 1)..] : block));

        string Addressed(string block) => block.TrimStart() switch
        {
            ['#', ..] heading => $"{heading} {{#s{++number}}}",
            ['[', '^', ..] note => note,
            var paragraph => $"{{#p{++number}}}\n{paragraph.TrimStart('>', ' ')}",
        };
    }

    [Fact]
    public void Lists_quotations_and_tables_keep_their_form()
    {
        var markdown = new EssayMarkdown(Texts.Edition("- one\n- two\n\n{#p2}\n> first\n>\n> second\n\n{#p3}\n| a | b |\n|---|---|\n| 1 | 2 |"), Root).Write();

        Assert.Contains("- one\n- two\n\n", markdown, StringComparison.Ordinal);
        Assert.Contains("> first\n>\n> second\n\n", markdown, StringComparison.Ordinal);
        Assert.Contains("| a | b |\n|---|---|\n| 1 | 2 |\n\n", markdown, StringComparison.Ordinal);
    }
}
