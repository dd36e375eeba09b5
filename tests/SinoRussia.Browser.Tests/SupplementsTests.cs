using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class SupplementsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_name_opens_its_card_by_key_returns_the_focus_and_can_be_partly_marked()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var term = visit.Page.Locator("#p9 a.term");

        await term.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Panel.Locator("h3")).ToContainTextAsync("George Friedman");
        await Expect(visit.Panel).ToHaveAttributeAsync("aria-label", "George Friedman");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(term).ToBeFocusedAsync();

        await visit.HighlightAsync("thinker George");
        await Expect(term.Locator("mark")).ToHaveTextAsync("George");
        await term.ClickAsync();
        await Expect(visit.Panel.Locator("h3")).ToContainTextAsync("George Friedman");
    }

    [Fact]
    public async Task Without_script_a_name_links_to_its_card()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.OpenAsync("/");

        await visit.Page.Locator("#p9 a.term").ClickAsync();

        Assert.EndsWith("/people#george-friedman", visit.Page.Url);
        await Expect(visit.Page.Locator(":target h3")).ToContainTextAsync("George Friedman");
    }

    [Fact]
    public async Task On_paper_who_is_speaking_stands_above_the_words_and_nothing_of_the_site_is_printed()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        var over = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("#essay .speaker")].filter(speaker => {
              const texts = document.createTreeWalker(speaker.parentElement, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("[data-apparatus]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
              const words = document.createRange();
              words.selectNode(texts.nextNode());
              return speaker.getBoundingClientRect().bottom > words.getBoundingClientRect().top + 1;
            }).map(speaker => speaker.parentElement.id)
            """);

        Assert.Empty(over);
        foreach (var part in new[] { ".hint", ".imprint .on-site", "#site-bar" })
        {
            Assert.Equal(1, await visit.Page.Locator(part).CountAsync());
            await Expect(visit.Page.Locator(part)).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task On_paper_the_letter_of_a_note_covers_neither_the_words_nor_the_number_after_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync("eastward expansion in the seventeenth century", "before a number");
        await visit.WriteAsync("appearances may be deceptive.", "at the end of a paragraph");
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        var wrong = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("#essay .mark-link")].filter(letter => {
              const lines = letter.previousElementSibling.getClientRects();
              const [words, box, next] = [lines[lines.length - 1], letter.getBoundingClientRect(), letter.nextElementSibling?.getClientRects()[0]];
              const isBeside = box.width > 3 && box.left >= words.right - 1 && box.top < words.bottom && box.bottom > words.top;
              return !isBeside || (next && next.left < box.right - 1 && next.top < box.bottom && next.bottom > box.top) || getComputedStyle(letter).borderImageSource !== "none";
            }).map(letter => letter.outerHTML)
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task On_paper_every_source_that_a_footnote_cites_is_listed_with_its_address()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var entries = visit.Page.Locator(".sources-on-paper li");

        await visit.Page.WaitForFunctionAsync("() => { dispatchEvent(new Event('beforeprint')); return document.querySelector('.sources-on-paper li'); }"); // the script for it is loaded after the page
        var cited = await visit.Page.EvaluateAsync<string[]>("() => [...new Map([...document.querySelectorAll('#essay .citation')].map(link => [link.hash, link.textContent])).values()]");

        Assert.True(cited.Length > 100);
        await Expect(entries).ToHaveCountAsync(cited.Length);
        Assert.All(await entries.AllTextContentsAsync(), entry =>
        {
            Assert.Contains(cited, name => entry.StartsWith($"{name}: ", StringComparison.Ordinal));
            Assert.Contains("http", entry, StringComparison.Ordinal);
        });
        await Expect(entries.First).ToBeHiddenAsync();
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(entries.First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".sources-on-paper p")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_script_a_line_on_paper_says_where_the_sources_are()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visit.OpenAsync("/");
        var line = visit.Page.Locator(".sources-on-paper p");

        await Expect(line).ToBeHiddenAsync();
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(line).ToBeVisibleAsync();
        await Expect(line).ToContainTextAsync(new Uri(new Uri(visit.Page.Url), "/reading").AbsoluteUri);
    }
}
