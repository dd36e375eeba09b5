using System.Text;
using CsCheck;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;

namespace SinoRussia.Essays.Tests.Parsing;

/// <summary>Any content files give an edition that can be rendered, or faults with file and line.</summary>
public sealed class BrokenContentTests
{
    private const string Essay = EditionParser.EssayFile;
    private const string Timeline = EditionParser.TimelineFile;
    private const string Figures = EditionParser.FiguresFile;

    [Fact]
    public void The_real_content_has_no_faults() => Assert.Empty(ContentFiles.FaultsOf(ContentFiles.With(Essay, text => text)));

    [Fact]
    public void Any_mistake_in_any_file_gives_an_edition_or_faults() =>
        ContentFiles.Slips.Sample(slip => { ContentFiles.FaultsOf(ContentFiles.With(slip)); });

    [Fact]
    public void Any_bytes_in_any_file_give_an_edition_or_faults() =>
        Gen.Select(AwkwardText.OneOf([.. EditionParser.Files]), Gen.Byte.Array[0, 300]).Sample((file, bytes) => { ContentFiles.FaultsOf(ContentFiles.With(file, bytes)); });

    [Fact]
    public void Any_text_as_a_paragraph_gives_an_edition_or_faults() => AwkwardText.Gen.Sample(text =>
    {
        ContentFiles.FaultsOf(name => name == Essay ? Encoding.UTF8.GetBytes($"{Texts.Metadata}## So {{#so}}\n\n{{#p1}}\n{text}\n\n{{#p2}}\nThe end[^a].\n\n[^a]: Note {text}\n") : null);
    });

    // The fault must have the line that the editor has to correct.
    [Theory]
    [InlineData("timeline.yml", "  paragraphs: [", "  paragraphs: [p1\n#", "not closed")]
    [InlineData("people.yml", "  names: [", "  names: [Peter the Great\n#", "not closed")]
    [InlineData("people.yml", "  names: [", "  names: {Peter the Great\n#", "not closed")]
    [InlineData("essay.md", "subtitle: ", "subtitle: [Enemy of My Enemy\n#", "not closed")]
    [InlineData("people.yml", "  role: ", "  role: *role #", "Write the text out")]
    [InlineData("people.yml", "  role: ", "  role: &role ", "anchor")]
    [InlineData("people.yml", "  role: ", "  role: !!binary ", "tag")]
    [InlineData("people.yml", "  role: ", "  role: \"\\x01\" #", "U+0001")]
    [InlineData("people.yml", "  role: ", "  role: \"\\uFFFE\" #", "U+FFFE")]
    [InlineData("people.yml", "  role: ", "  <<: {a: b}\n  role: ", "unknown entry '<<'")]
    [InlineData("people.yml", "  role: ", "  role: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]] #", "nested more than 16 deep")]
    [InlineData("reading.yml", "- part: ", "---\n- part: ", "second document")]
    [InlineData("essay.md", "motivated by fear", "motivated by fe\ufffear", "U+FFFE")]
    [InlineData("essay.md", "motivated by fear", "motivated by fe\0ar", "U+0000")]
    [InlineData("essay.md", "motivated by fear", "motivated by fe\u0085ar", "U+0085")]
    [InlineData("essay.md", "language: en", "language: en_US", "not a language tag")]
    [InlineData("essay.md", "language: en", "language: \"x y\"", "not a language tag")]
    [InlineData("essay.md", "language: en", "language: e", "not a language tag")]
    [InlineData("essay.md", "language: en", "language: \"x\\\" onload=1 english\"", "not a language tag")]
    public void The_fault_has_the_line_to_be_corrected(string file, string words, string instead, string message)
    {
        var line = 0;
        var faults = ContentFiles.FaultsOf(ContentFiles.With(file, text =>
        {
            var at = text.IndexOf($"\n{words}", text.Length / (file == Essay && !words.Contains("motivated") ? 100_000 : 3), StringComparison.Ordinal) is > 0 and var found ? found + 1 : text.IndexOf(words, StringComparison.Ordinal);
            Assert.True(at > 0, $"{file} does not say '{words}'.");
            line = 1 + text[..at].Count(c => c == '\n');
            return text[..at] + instead + text[(at + words.Length)..];
        }));

        Assert.Contains(faults, fault => fault.File == file && fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("value: 7922816251426433759354395033")]
    [InlineData("value: 19.0\n          part: 7922816251426433759354395033\n          whole: 7922816251426433759354395033")]
    [InlineData("value: 19.0\n          part: 0.0000000000000000000000000001\n          whole: 0.0000000000000000000000000001")]
    [InlineData("value: NaN")]
    [InlineData("value: 1e5")]
    [InlineData("value: -1")]
    public void A_number_that_cannot_be_drawn_is_a_fault_of_its_line(string value)
    {
        var faults = Texts.FaultsOfEdition("It froze.", ("figures.yml", $"- key: a\n  kind: bars\n  title: T\n  unit: u\n  text: x\n  along: y\n  series:\n    - name: s\n      values:\n        - at: '1950'\n          {value}\n"));

        Assert.Contains(faults, fault => fault.StartsWith("figures.yml:1", StringComparison.Ordinal) && (fault.Contains("is not a number", StringComparison.Ordinal) || fault.Contains("more digits than can be drawn", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("series: []")]
    [InlineData("series:\n    - name: s\n      values: []")]
    [InlineData("series:\n    - name: s\n      values: []\n    - name: t\n      values: []")]
    public void A_figure_without_values_is_a_fault_of_its_line(string series)
    {
        var faults = Texts.FaultsOfEdition("It froze.", ("figures.yml", $"- key: a\n  kind: lines\n  title: T\n  unit: u\n  text: x\n  along: y\n  {series}\n"));

        Assert.Contains("figures.yml:1: This figure needs series, and all of them with values at the same points.", faults);
    }

    // Ten thousands of special characters: Markdig would need minutes, or overflow the stack.
    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("[a][")]
    [InlineData("![")]
    [InlineData("*a_ ")]
    [InlineData("*")]
    [InlineData("**x** ")]
    [InlineData("www.(")]
    [InlineData("`a``b")]
    [InlineData("[@a")]
    public void Too_many_special_characters_are_a_fault_at_their_line(string sign)
    {
        var paragraph = string.Concat(Enumerable.Repeat(sign, 50_000));

        var fault = Assert.Single(Texts.FaultsOf($"{Texts.Metadata}## So {{#so}}\n\n{{#p1}}\nText.\n\n{{#p2}}\n{paragraph}"));

        Assert.InRange(fault.Line, 11, 12);
    }

    [Fact]
    public void Emphasis_nested_too_deep_is_a_fault() =>
        Assert.Contains(
            "essay.md:8: Emphasis and links are nested more than 40 deep in this paragraph.",
            Texts.FaultsOf($"{Texts.Metadata}## So {{#so}}\n\n{{#p1}}\n{new string('*', 600)}deep{new string('*', 600)}").Select(fault => fault.ToString()));

    [Fact]
    public void Text_after_emphasis_nested_too_deep_is_still_parsed()
    {
        var tooDeep = string.Concat(Enumerable.Repeat($"{new string('*', 82)}deep{new string('*', 82)} ", 15));
        var allowed = $"{new string('*', 60)}words[^a]{new string('*', 60)}";

        Assert.Single(Texts.FaultsOf($"{Texts.Metadata}## So {{#so}}\n\n{{#p1}}\n{tooDeep}{allowed}\n\n[^a]: A footnote."));
    }

    [Fact]
    public void Lists_nested_too_deep_are_a_fault_at_their_line()
    {
        var lists = string.Concat(Enumerable.Range(0, 300).Select(i => $"{new string(' ', 2 * i)}- a\n"));

        Assert.InRange(Assert.Single(Texts.FaultsOf($"{Texts.Metadata}## So {{#so}}\n\n{{#p1}}\n{lists}")).Line, 60, 200);
    }

    [Fact]
    public void YAML_aliases_that_expand_without_limit_are_faults_and_take_no_time()
    {
        var laughs = "- key: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"  k{i}: &a{i} [*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1}]\n")).Replace("*a0", "*a");

        Assert.Contains(ContentFiles.FaultsOf(ContentFiles.With(Timeline, _ => laughs)), fault => fault is { File: Timeline, Line: 2 });
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void YAML_of_any_depth_is_a_fault(int depth)
    {
        foreach (var nested in new[] { new string('[', depth), string.Concat(Enumerable.Repeat("- ", depth)), string.Concat(Enumerable.Repeat("? ", depth)), string.Concat(Enumerable.Repeat("{a: ", depth / 4)) })
        {
            Assert.Contains(ContentFiles.FaultsOf(ContentFiles.With(Figures, _ => nested)), fault => fault is { File: Figures, Line: 1 });
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("en-GB")]
    [InlineData("zh-Hans-CN")]
    [InlineData("fa")]
    [InlineData("sl-rozaj-biske-1994")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("zh-yue")]
    [InlineData("x-elvish")]
    public void Any_language_tag_of_BCP_47_is_accepted(string tag) =>
        Assert.Equal(tag, EssayParser.Parse($"---\ntitle: T\nlanguage: {tag}\n---\n\n## So {{#so}}\n\n{{#p1}}\nText.").Metadata.Language);

    [Fact]
    public void A_part_that_cannot_be_rendered_is_a_fault_at_its_first_line()
    {
        var slip = new InvalidOperationException("a slip of ours");

        var fault = Assert.Single(Trial.Run([new("essay.md", 7, () => { }), new("figures.yml", 3, () => throw slip)]));

        Assert.Equal(("figures.yml", 3, slip), (fault.File, fault.Line, fault.Cause));
    }

    [Fact]
    public void A_title_of_emoji_is_cut_between_them_where_it_is_too_long_for_the_timeline()
    {
        for (var length = 20; length < 60; length++)
        {
            var title = new string('a', length) + string.Concat(Enumerable.Repeat("😀", 30));

            Assert.Empty(Trial.Run(EditionTrials.Of(Texts.Edition("It froze.", ("timeline.yml", $"- key: a\n  date: '1950'\n  period: P\n  title: {title}\n  text: x\n  paragraphs: [p1]\n")), Links.AtRoot)));
        }
    }
}
