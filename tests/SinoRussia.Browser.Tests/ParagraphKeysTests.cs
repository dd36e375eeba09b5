using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>J, K and S start from the paragraph with the focus, or from the first on the screen.</summary>
public sealed class ParagraphKeysTests(Site site) : IClassFixture<Site>
{
    // The reader has paged on: what had the focus is far above.
    [Theory]
    [InlineData("s", ".sentence-panel label:has(:checked)", "However, a study")]
    [InlineData("j", ":focus", "21")]
    [InlineData("k", ":focus", "20")]
    public async Task The_keys_of_paragraphs_start_from_the_first_on_the_screen(string key, string found, string words)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.Locator("#p2 .number").FocusAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle); // the first focus loads the script that keeps it in view
        await visit.WaitForFramesAsync();
        await visit.Page.EvaluateAsync("scrollBy({ top: document.getElementById('p21').getBoundingClientRect().top - 100, behavior: 'instant' })");
        var before = await visit.Page.EvaluateAsync<double>("scrollY");

        await visit.Page.Keyboard.PressAsync(key);

        await Expect(visit.Page.Locator(found)).ToContainTextAsync(words);
        Assert.InRange(await visit.Page.EvaluateAsync<double>("scrollY"), before - 200, before + 20); // paragraph 20 begins above the window
    }

    [Theory]
    [InlineData("j", "4")]
    [InlineData("k", "2")]
    public async Task From_a_note_number_the_keys_lead_to_the_next_paragraph_and_the_one_before(string key, string number)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.Locator("#p3 .noteref").Last.FocusAsync();

        await visit.Page.Keyboard.PressAsync(key);

        await Expect(visit.Page.Locator(":focus")).ToHaveTextAsync(number);
    }
}
