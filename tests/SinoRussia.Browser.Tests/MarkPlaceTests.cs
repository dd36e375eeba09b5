using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>The dot of a mark and the sign of a draft are at the last letter, and move none.</summary>
public sealed class MarkPlaceTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(390, true)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(1280, false)]
    public async Task The_dot_of_a_mark_is_at_its_last_letter_and_without_script_nothing_else_gets_the_click(int width, bool isScripted)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = isScripted, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        foreach (var paragraph in new[] { "p5", "p6", "p12", "p20", "p33" })
        {
            await visit.OpenAsync($"/p/{paragraph}/notes");
            await visit.Page.Locator(".sentences input").Last.CheckAsync();
            await visit.Page.Locator(".sentences").Locator("xpath=ancestor::form").Locator("button.primary").ClickAsync();
            await Expect(visit.Page.Locator($"#{paragraph} mark").First).ToBeVisibleAsync();
        }

        await visit.OpenAsync("/");
        foreach (var paragraph in new[] { "p5", "p6", "p12", "p20", "p33" })
        {
            await visit.Page.Locator($"#{paragraph} .mark-link").Last.ScrollIntoViewIfNeededAsync();
            var wrong = await visit.Page.EvaluateAsync<string>(
                """
                ([paragraph, isScripted]) => {
                  const lines = [...document.querySelectorAll(`#${paragraph} mark`)].at(-1).getClientRects();
                  const last = lines[lines.length - 1];
                  const link = [...document.querySelectorAll(`#${paragraph} .mark-link`)].at(-1);
                  const box = link.getBoundingClientRect();
                  const isAtEnd = box.left <= last.right + 1 && box.right >= last.right - 1 && Math.abs(box.top - last.top) < last.height / 2;
                  const isHit = isScripted || [0.1, 0.5, 0.9].every(part => document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2) === link);
                  return isAtEnd && isHit ? "" : `${paragraph}: ${JSON.stringify([last, box])}`;
                }
                """,
                new object[] { paragraph, isScripted });
            Assert.Equal("", wrong);
        }
    }

    [Fact]
    public async Task A_draft_moves_no_letter()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("import('/js/ui/more-styles.js').then(({ styled }) => styled())");
        const string places = "[...document.querySelectorAll('#p6, #p6 a:not(.pen), #p12')].map(part => JSON.stringify([...part.getClientRects()])).join()";
        var before = await visit.Page.EvaluateAsync<string>($"scrollTo(0, 0), {places}");
        foreach (var words in new[] { "the demise of the bipolar", "and perceptions." })
        {
            await visit.SelectAsync(words);
            await Expect(visit.Toolbar).ToBeVisibleAsync();
            await visit.Page.Keyboard.PressAsync("n");
            await visit.Panel.Locator("textarea").FillAsync("begun");
            await visit.Page.Keyboard.PressAsync("Escape");
        }

        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(2);
        Assert.Equal(before, await visit.Page.EvaluateAsync<string>($"scrollTo(0, 0), {places}"));
    }
}
