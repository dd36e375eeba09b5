namespace SinoRussia.Browser.Tests;

public sealed class CountingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Page_and_server_agree_on_every_text_position_of_every_block()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("the well-known American thinker"); // a mark must not affect the positions
        await visit.HighlightAsync("Friedman wrote"); // nor may a mark on half of a name that the editor explains

        var text = await visit.Page.EvaluateAsync<string>("""async () => (await import("/js/text/text-offsets.js")).essayText()""");
        Assert.Equal(visit.App.Essay.Text, text);

        var wrong = await visit.Page.EvaluateAsync<string[]>(
            """
            async text => {
              const { blocks, textOf, rangeOf, passageOf } = await import("/js/text/text-offsets.js");
              const wrong = [];
              for (const block of blocks()) {
                const first = Number(block.dataset.start);
                for (let start = first; start < first + textOf(block).length; start++) {
                  const range = rangeOf({ start, end: start + 1 });
                  if (range.toString() !== text[start]) wrong.push(`${start}: ${range}`);
                  const passage = passageOf(range);
                  const isSpace = text[start].trim() === "";
                  if (isSpace ? passage : passage?.start !== start || passage.end !== start + 1) wrong.push(`${start}: ${JSON.stringify(passage)}`);
                  if (wrong.length > 10) return wrong;
                }
              }
              return wrong;
            }
            """, visit.App.Essay.Text);
        Assert.Empty(wrong);
    }
}
