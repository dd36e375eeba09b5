using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class CopyingTests(Site site) : IClassFixture<Site>
{
    private const string Copied = "async () => { const item = (await navigator.clipboard.read())[0]; return Promise.all(['text/plain', 'text/html'].map(async type => (await item.getType(type)).text())); }";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Finding_and_copying_words_ignores_footnote_numbers(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await visit.OpenAsync("/");
        var essay = visit.App.Essay;
        await visit.HighlightAsync("the Korean War (1950)"); // the reader's own mark must not be copied
        foreach (var words in new[] { "two superpowers together", "Korean War (1950) to the first", "brief coexistence" })
        {
            Assert.True(await visit.Page.EvaluateAsync<bool>("words => { getSelection().removeAllRanges(); return window.find(words); }", words), words);
        }

        await visit.Page.EvaluateAsync("getSelection().setBaseAndExtent(document.getElementById('p3'), 0, document.getElementById('p4'), document.getElementById('p4').childNodes.length)");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Control+c");
        var copied = await visit.Page.EvaluateAsync<string[]>(Copied);
        var text = $"{essay.FindElement("p3")!.Blocks[0].Text}\n\n{essay.FindElement("p4")!.Blocks[0].Text}";
        Assert.Equal(text, copied[0].ReplaceLineEndings("\n"));
        Assert.DoesNotContain("data-", copied[1], StringComparison.Ordinal);
        Assert.DoesNotContain("#fn-", copied[1], StringComparison.Ordinal);

        await visit.Page.Keyboard.PressAsync("Control+a");
        await visit.Page.Keyboard.PressAsync("Control+c");
        copied = await visit.Page.EvaluateAsync<string[]>(Copied);
        Assert.All(essay.Blocks, block => Assert.Contains(block.Text, copied[0], StringComparison.Ordinal));
        Assert.DoesNotContain("Picture not reproduced", copied[0], StringComparison.Ordinal);

        await visit.Page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('.data-figure figcaption'))");
        await visit.Page.Keyboard.PressAsync("Control+c");
        Assert.NotEmpty((await visit.Page.EvaluateAsync<string[]>(Copied))[0].Trim()); // selecting the numbers of a figure on purpose copies them
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(820)]
    [InlineData(390)]
    public async Task A_selection_can_start_at_any_letter(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await visit.OpenAsync("/");
        await visit.HighlightAsync("From the Korean War"); // the link of a mark must not cover the words either

        var covered = await visit.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const { blocks } = await import("/js/text/text-offsets.js");
              const covered = [];
              const bar = document.getElementById("site-bar").offsetHeight;
              for (const block of blocks().filter(block => block.closest(".essay-section")).slice(0, 40)) {
                block.scrollIntoView({ block: "center", behavior: "instant" });
                const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("[data-apparatus]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
                while (walker.nextNode()) {
                  const node = walker.currentNode;
                  const places = [0, node.length - 1, ...[...node.data.matchAll(/\s\S/g)].map(({ index }) => index + 1)];
                  for (const at of places) {
                    if (node.data[at].trim() === "") continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    const box = range.getBoundingClientRect();
                    for (const x of [box.left + 1.5, box.right - 1.5]) {
                      const y = (box.top + box.bottom) / 2;
                      if (y < bar || y > innerHeight) continue;
                      const hit = document.elementFromPoint(x, y);
                      if (hit?.closest("[data-apparatus]")) covered.push(`${node.data.slice(Math.max(0, at - 10), at + 5)} at ${Math.round(x)}: ${hit.className || hit.tagName}`);
                    }
                  }
                }
              }
              return covered;
            }
            """);

        Assert.Empty(covered);
    }

    [Fact]
    public Task A_drag_can_begin_on_names_and_numbers_and_follows_no_link() => DragFromLinksAsync(every: 3);

    [Fact]
    [Nightly]
    public Task A_drag_can_begin_on_every_name_and_number_and_follows_no_link() => DragFromLinksAsync(every: 1);

    private async Task DragFromLinksAsync(int every)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await visit.OpenAsync("/");
        const string Links = "#essay .essay-section :is(a.term, a.noteref)";
        var failed = new List<string>();
        var count = await visit.Page.Locator(Links).CountAsync();
        Assert.True(count > 90);
        for (var index = 0; index < count; index += every)
        {
            var place = await visit.Page.EvaluateAsync<float[]>(
                """
                ([links, index]) => {
                  const link = document.querySelectorAll(links)[index];
                  link.scrollIntoView({ block: "center", behavior: "instant" });
                  const line = link.getClientRects()[0];
                  return [line.left + Math.min(6, line.width / 2), (line.top + line.bottom) / 2];
                }
                """, new object[] { Links, index });
            await visit.Page.Mouse.MoveAsync(place[0], place[1]);
            await visit.Page.Mouse.DownAsync();
            await visit.Page.Mouse.MoveAsync(place[0] - 8, place[1] - 8);
            await visit.Page.EvaluateAsync("new Promise(requestAnimationFrame)"); // a person's hand takes more than a frame
            await visit.Page.Mouse.MoveAsync(place[0] - 20, place[1] - 34);
            await visit.WaitForFramesAsync();
            await visit.Page.Mouse.UpAsync();
            var chosen = await visit.Page.EvaluateAsync<string>("() => { const chosen = String(getSelection()); getSelection().removeAllRanges(); return chosen; }");
            if (chosen.Trim().Length < 2)
            {
                failed.Add($"{index}: '{chosen}'");
            }

            await Expect(visit.Toolbar).ToBeHiddenAsync(); // it closes when the selection is gone
        }

        Assert.Empty(failed);
        Assert.Equal("/", new Uri(visit.Page.Url).PathAndQuery);
    }

    [Fact]
    public async Task A_drag_under_the_toolbar_of_the_last_selection_selects_the_words_behind_it()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 720 } });
        await visit.OpenAsync("/");
        await visit.Page.Locator("#p2").EvaluateAsync("p => p.scrollIntoView({ block: 'center', behavior: 'instant' })");
        await visit.SelectAsync("regime in Moscow");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        var from = await visit.Page.EvaluateAsync<float[]>(
            """
            () => {
              const { left, top, width, height } = document.querySelector("passage-toolbar").getBoundingClientRect();
              return [left - 20, top + height / 2, left + width / 2];
            }
            """);
        await visit.Page.Mouse.ClickAsync(1270, 600); // the toolbar is there until it is clear that no double click follows
        await visit.Page.Mouse.MoveAsync(from[0], from[1]);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(from[2], from[1], new MouseMoveOptions { Steps = 4 });
        var length = await visit.Page.EvaluateAsync<int>("String(getSelection()).length");
        await visit.Page.Mouse.UpAsync();

        Assert.InRange(length, 5, 80); // not the rest of the essay
    }

    [Fact]
    public async Task A_drag_that_starts_in_the_text_selects_nothing_beside_it()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1460, Height = 800 } });
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator(".essay[data-margin=on]")).ToBeVisibleAsync();
        await visit.Page.Locator("#p2").EvaluateAsync("block => block.scrollIntoView({ block: 'center', behavior: 'instant' })");
        await visit.SelectAsync("emergence");
        var word = await visit.Page.EvaluateAsync<float[]>("() => { const box = getSelection().getRangeAt(0).getBoundingClientRect(); getSelection().removeAllRanges(); return [box.left + 2, box.top + box.height / 2]; }");
        var beside = await visit.Page.EvaluateAsync<float[][]>(
            """
            () => [".footnotes > ol > li", "#contents a", ".site-title"].map(selector => {
              const box = [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect()).find(box => box.height > 0 && box.top > 0 && box.bottom < innerHeight && (selector[1] !== "f" || box.top > 100));
              return box && [box.left + box.width / 2, box.top + box.height / 2];
            }).filter(Boolean)
            """);
        Assert.Equal(3, beside.Length);

        foreach (var place in beside)
        {
            await visit.Page.Mouse.MoveAsync(word[0], word[1]);
            await visit.Page.Mouse.DownAsync();
            await visit.Page.Mouse.MoveAsync(word[0] + 30, word[1], new MouseMoveOptions { Steps = 4 });
            await visit.Page.WaitForFunctionAsync("() => document.querySelector('link[href*=more]')?.sheet");
            await visit.Page.Mouse.MoveAsync(place[0], place[1], new MouseMoveOptions { Steps = 8 });
            await visit.Page.Mouse.UpAsync();

            var chosen = await visit.Page.EvaluateAsync<string>("String(getSelection())");
            Assert.True(chosen.Length is > 0 and < 3000, $"{chosen.Length} characters, dragged to {place[0]}, {place[1]}");
            Assert.DoesNotContain("are the editor’s.", chosen, StringComparison.Ordinal); // the last words of the contents
            await Expect(visit.Page.Locator("html[data-dragging]")).ToHaveCountAsync(0);
            await visit.Page.EvaluateAsync("getSelection().removeAllRanges()");
        }
    }
}
