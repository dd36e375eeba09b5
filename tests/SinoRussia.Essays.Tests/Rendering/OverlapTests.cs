using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Rendering;

/// <summary>Overlapping highlights, however many.</summary>
public sealed partial class OverlapTests
{
    private static readonly Essay Essay = Texts.Parse(
        $"## Ice {{#ice}}\n\n{{#p1}}\n{Words(600)}\n\n{{#p2}}\n{Words(600)}\n\n{{#p3}}\n{Words(600)}");

    [Fact]
    public void Every_stretch_names_the_top_highlights_and_counts_the_rest_and_every_highlight_has_a_start_and_an_end() =>
        Gen.Select(Gen.Int[0, Essay.Text.Length - 2], Gen.Int[1, 900]).List[0, 30].Sample(spans =>
        {
            var highlights = spans.ConvertAll(span => new Passage(span.Item1, Math.Min(Essay.Text.Length, span.Item1 + span.Item2)))
                .Select((passage, i) => new Highlight($"h{i}", passage, $"c{i}", HasNote: false)).ToList();
            var html = new EssayHtml(Essay, highlights, Links.AtRoot);
            foreach (var block in Essay.Elements)
            {
                var position = block.Start;
                foreach (Match stretch in Stretch().Matches(Permalink().Replace(html.Element(block), "")))
                {
                    var text = stretch.Groups["text"].Value;
                    for (var i = 0; i < text.Length; i++)
                    {
                        var over = highlights.Where(h => h.Passage.Start <= position + i && position + i < h.Passage.End).ToList();
                        var named = stretch.Groups["ids"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                        var more = More().Match(stretch.Groups["rest"].Value) is { Success: true } counted ? int.Parse(counted.Groups["more"].Value, CultureInfo.InvariantCulture) : 0;
                        Assert.Equal(over.Count, named.Length + more);
                        Assert.Equal(over.TakeLast(2).Select(h => h.Id), named.TakeLast(2));
                        Assert.Equal(over.LastOrDefault()?.Colour ?? "", stretch.Groups["colour"].Value);
                    }

                    position += text.Length;
                }
            }

            var whole = string.Concat(Essay.Elements.Select(html.Element));
            foreach (var highlight in highlights.Where(h => !string.IsNullOrWhiteSpace(Essay.TextOf(h.Passage))))
            {
                Assert.Single(Regex.Matches(whole, $"<a class=\"mark-link\"[^>]* href=\"/notes/{highlight.Id}\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
                var first = Regex.Match(whole, $"<mark [^>]*data-annotation=\"([^\"]* )?{highlight.Id}[ \"][^>]*>(?<text>[^<]*)", RegexOptions.None, TimeSpan.FromSeconds(5));
                Assert.StartsWith(first.Groups["text"].Value, Essay.Text[highlight.Passage.Start..].TrimStart('\n'), StringComparison.Ordinal);
            }
        }, iter: 50);

    [Theory]
    [InlineData(1)] // each begins one character later
    [InlineData(0)] // all on the same words
    public void The_HTML_of_overlaps_is_linear_in_their_number(int step)
    {
        var (some, many) = (LengthWith(250), LengthWith(1000));

        Assert.True(many < 4.4 * some, $"{some} characters for 250, {many} for 1,000");

        int LengthWith(int count)
        {
            var highlights = Enumerable.Range(0, count).Select(i => new Highlight($"h{i:0000}", new Passage(10 + (i * step), 2500 + (i * step)), "amber", HasNote: false));
            var html = new EssayHtml(Essay, [.. highlights], Links.AtRoot);
            return Essay.Elements.Sum(element => html.Element(element).Length) - Essay.Elements.Sum(element => new EssayHtml(Essay, [], Links.AtRoot).Element(element).Length);
        }
    }

    [Fact]
    public void An_element_is_the_same_alone_and_on_the_page_and_marks_elsewhere_do_not_change_it()
    {
        var paragraph = Essay.FindParagraph("p2")!;
        var highlights = Enumerable.Range(0, 20).Select(i => new Highlight($"h{i}", new Passage(paragraph.Start - 300 + (i * 20), paragraph.Start + 30 + (i * 7)), "amber", HasNote: false)).ToList();

        var page = new EssayHtml(Essay, highlights, Links.AtRoot).Section(Essay.Sections[0]);

        Assert.Contains(new EssayHtml(Essay, [.. highlights.Where(h => h.Passage.End > paragraph.Start)], Links.AtRoot).Element(paragraph), page, StringComparison.Ordinal);
        Assert.Contains(new EssayHtml(Essay, [], Links.AtRoot).Element(Essay.FindParagraph("p3")!), page, StringComparison.Ordinal);
    }

    private static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"word{i % 7}"));

    // A mark with its words, or words alone. Other tags have no words of the text.
    [GeneratedRegex("""<mark class="highlight" data-colour="(?<colour>\w+)" data-annotation="(?<ids>[^"]*)"(?<rest>[^>]*)>(?<text>[^<]+)</mark>|(?<=>)(?<text>[^<\n]+)(?=<)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Stretch();

    [GeneratedRegex("data-more=\"(?<more>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex More();

    [GeneratedRegex("""<a class="(?:number|permalink|pen)"[^>]*>[^<]*</a>""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Permalink();
}
