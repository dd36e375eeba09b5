using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Notes in the margin that are folded for want of room.</summary>
public sealed class FoldedNotesTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(1280, 12, 14)]
    [InlineData(1600, 5, 11)]
    public async Task Few_footnotes_are_folded_no_correction_is_and_the_readers_notes_are_whole_beside_their_words(int width, int most, int mostWithNotes)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await visit.OpenAsync("/");
        await Expect(Folded(visit).First).ToBeVisibleAsync();
        Assert.InRange(await Folded(visit).CountAsync(), 1, most);

        // In the most crowded section.
        await visit.WriteAsync("main source of strategic sponsorship", "Sponsorship on whose terms? The treaty of 1950 cost Mao two months in Moscow. Compare ¶ 46: the driving seat has changed hands.");
        await visit.WriteAsync("together aided", "For how long?");
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(2);

        await visit.WaitUntilAsync( // not at every frame: the probes change the document
            """
            () => [...document.querySelectorAll(".my-note")].every(note => {
              const [mine, theirs] = [note.querySelector(".note-body p"), document.querySelector(`mark[data-annotation~="${note.dataset.annotation}"]`)].map(place => {
                const probe = document.createElement("span");
                probe.style.display = "inline-block"; // an empty one stands on the baseline
                place.prepend(probe);
                const { bottom } = probe.getBoundingClientRect();
                probe.remove();
                return bottom;
              });
              return Math.abs(mine - theirs) < 1.5 && note.querySelector(".note-body").getBoundingClientRect().bottom <= note.getBoundingClientRect().bottom + 1;
            })
            """);
        await Expect(visit.Page.Locator("[data-folded]:is([data-status=correction], .my-note)")).ToHaveCountAsync(0);
        Assert.InRange(await Folded(visit).CountAsync(), 1, mostWithNotes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }")]
    public async Task A_folded_footnote_shows_its_gloss_or_whole_lines(string forced)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { BypassCSP = true, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await visit.OpenAsync("/");
        await Expect(Folded(visit).First).ToBeVisibleAsync();
        await visit.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "main { --margin: 15rem !important }" + forced });

        // In a narrow margin many are folded. No line of what is shown is cut.
        await visit.WaitUntilAsync(
            """
            async () => {
              const folded = [...document.querySelectorAll("[data-folded]")];
              return folded.length > 20 && ["gloss", ""].every(kind => folded.some(item => item.dataset.folded === kind)) && folded.every(item => {
                const box = item.getBoundingClientRect();
                const gloss = item.dataset.folded && item.querySelector(".gloss");
                if (gloss && getComputedStyle(gloss).visibility !== "visible") return false;

                const range = document.createRange();
                range.selectNodeContents(gloss || item.querySelector("[data-start]"));
                const lines = [...range.getClientRects()].filter(({ height }) => height < box.height || gloss);
                const letters = 4; // pixels of a line's box above its tallest and below its deepest letter
                return gloss ? gloss.getBoundingClientRect().bottom <= box.bottom + 1
                  : lines.every(({ top, bottom }) => bottom - letters <= box.bottom || top + letters >= box.bottom);
              });
            }
            """);
    }

    [Fact]
    public async Task A_folded_footnote_is_opened_in_place_by_click_or_key_and_nothing_else_moves()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await visit.OpenAsync("/");
        var note = await FirstFoldedAsync(visit);
        await note.ScrollIntoViewIfNeededAsync();
        await Expect(note.Locator(".gloss")).ToBeVisibleAsync();
        var more = note.Locator(".more");
        await Expect(more).ToHaveAccessibleNameAsync($"More of footnote {await note.GetAttributeAsync("value")}");
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "false");
        var before = await TopsAsync(visit);

        await note.ClickAsync(new LocatorClickOptions { Position = new Position { X = 4, Y = 4 } });
        await Expect(note).ToHaveAttributeAsync("data-active", "");
        await Expect(note.Locator(".gloss")).ToBeHiddenAsync();
        Assert.True(await note.EvaluateAsync<bool>(IsWhole));
        Assert.Equal(before, await TopsAsync(visit));
        await visit.AssertAccessibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(note).Not.ToHaveAttributeAsync("data-active", "");
        await more.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(more).ToBeFocusedAsync();
        Assert.Equal(before, await TopsAsync(visit));
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Hovering_the_number_of_a_folded_footnote_shows_it_until_the_pointer_leaves()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await visit.OpenAsync("/");
        var note = await FirstFoldedAsync(visit);

        await visit.Page.Locator($"[id='{(await note.GetAttributeAsync("id"))!.Replace("fn-", "ref-", StringComparison.Ordinal)}']").HoverAsync();
        await Expect(note).ToHaveAttributeAsync("data-active", "");
        await note.HoverAsync();
        await visit.Page.WaitForTimeoutAsync(600); // twice the time that it stays after the pointer has left
        await Expect(note).ToHaveAttributeAsync("data-active", "");
        await visit.Page.Mouse.MoveAsync(5, 400);
        await Expect(note).Not.ToHaveAttributeAsync("data-active", "");
    }

    [Fact]
    public async Task The_visible_words_of_a_folded_footnote_without_a_gloss_can_be_selected()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 900 } });
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("[data-folded='']").First).ToBeAttachedAsync();

        // Two words of the line beside "more".
        var places = await visit.Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const { rangeOf, textOf } = await import("/js/text/text-offsets.js");
              const note = document.querySelector("[data-folded='']");
              note.scrollIntoView({ block: "center", behavior: "instant" });
              const block = note.querySelector("[data-start]");
              const start = Number(block.dataset.start);
              const end = note.getBoundingClientRect().bottom;
              const words = [...textOf(block).matchAll(/\p{L}+/gu)].map(({ index, 0: word }) => ({ word, box: rangeOf({ start: start + index, end: start + index + word.length }).getBoundingClientRect() }));
              const [first, last] = words.filter(({ box }) => box.bottom <= end + 4).slice(-2);
              return [first.word, last.word, first.box.left + 1, first.box.top + first.box.height / 2, last.box.right - 1, last.box.top + last.box.height / 2];
            }
            """);
        var at = places.EnumerateArray().Skip(2).Select(number => (float)number.GetDouble()).ToArray();
        await visit.Page.Mouse.MoveAsync(at[0], at[1]);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(at[2], at[3], new MouseMoveOptions { Steps = 5 });
        await visit.Page.Mouse.UpAsync();

        await Expect(visit.Toolbar).ToBeVisibleAsync();
        Assert.Matches($"^{places[0].GetString()}\\P{{L}}+{places[1].GetString()}$", await visit.Toolbar.Locator("[name=exact]").InputValueAsync());
    }

    [Fact]
    public async Task A_long_note_shows_six_whole_lines_in_its_own_direction_and_the_rest_on_demand()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync("Friedman comes to the most important issue", string.Join(' ', Enumerable.Repeat("הערה ארוכה בעברית שאינה נכנסת בשורה אחת בשוליים", 12)));
        var note = visit.Page.Locator(".my-note[data-folded]");

        await Expect(note).ToBeVisibleAsync();
        Assert.True(await note.EvaluateAsync<bool>(
            """
            note => {
              const range = document.createRange();
              range.selectNodeContents(note.querySelector(".note-body p"));
              const box = note.getBoundingClientRect();
              const shown = [...range.getClientRects()].filter(line => line.bottom <= box.bottom + 3);
              return shown.length === 6 && box.right - shown[0].right < 20;
            }
            """));
        await note.Locator(".more").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(note).ToHaveAttributeAsync("data-active", "");
        await Expect(visit.Page.Locator("#note-panel")).ToBeHiddenAsync();
        Assert.True(await note.EvaluateAsync<bool>(IsWhole));
    }

    private const string IsWhole = "note => { const text = document.createRange(); text.selectNodeContents(note.querySelector('.note-body, [data-start]')); return text.getBoundingClientRect().bottom <= note.getBoundingClientRect().bottom + 1; }";

    private static async Task<ILocator> FirstFoldedAsync(Visit visit)
    {
        var first = visit.Page.Locator("[data-folded=gloss]").First;
        await Expect(first).ToBeAttachedAsync();
        return visit.Page.Locator($"[id='{await first.GetAttributeAsync("id")}']"); // it stays the same when it is opened
    }

    private static ILocator Folded(Visit visit) => visit.Page.Locator(".footnotes > ol > li[data-folded]");

    private static Task<double[]> TopsAsync(Visit visit) => visit.Page.EvaluateAsync<double[]>(
        "() => [...document.querySelectorAll('.footnotes > ol > li, .my-note, .essay-section > *')].map(item => Math.round(item.getBoundingClientRect().top + scrollY))");
}
