using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Whatever an extension or a translation does to the page, exactly the selected words are saved, copied and cited, or the reader is told
/// why not.</summary>
public sealed class ChangedPageTests(Site site) : IClassFixture<Site>
{
    private const string Changed = "a translation or an extension in your browser changed them";

    private const string IsCountSaved = "async count => (await (await fetch('/annotations/?iris=0')).json()).total === count";

    // Each imitates an extension or translator, and changes the text nodes of some or all paragraphs.
    private const string Changes = """
        kind => {
          const blocks = () => [...document.querySelectorAll("#essay [data-start]")];
          const texts = block => {
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("[data-apparatus]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
            const found = [];
            while (walker.nextNode()) found.push(walker.currentNode);
            return found;
          };
          const replace = (word, other) => blocks().forEach(block => texts(block).forEach(node => (node.data = node.data.replaceAll(word, other))));
          const translated = block => {
            for (const node of texts(block)) {
              const font = document.createElement("font");
              font.innerHTML = "<font>俄罗斯和中国的关系</font>";
              node.replaceWith(font);
            }
          };
          ({
            longer: () => replace("China", "Cathay and more"),
            "same length": () => replace("Russia", "Narnia"),
            "swapped in one block": () => { replace("China", "ChinaX"); replace("Russia", "Russi"); },
            badges: () => document.querySelectorAll("#essay [data-start] a:not([data-apparatus])").forEach(link => link.insertAdjacentHTML("afterend", " <span>[wiki]</span> ")),
            emptied: () => { const node = texts(document.getElementById("p4"))[0]; node.data = node.data.replace(/^[^.]*\. /, ""); },
            "one translated": () => translated(document.getElementById("p1")),
            "all translated": () => blocks().forEach(translated),
            bilingual: () => blocks().forEach(block => block.insertAdjacentHTML("beforeend", "<font><br>俄罗斯和中国在帝国时期的关系一直存在争议。</font>")),
            split: () => blocks().forEach(block => texts(block).forEach(node => { for (let rest = node; rest.length > 7;) rest = rest.splitText(7); })),
            siblings: () => blocks().forEach(block => { const copy = block.cloneNode(true); copy.textContent = "俄罗斯和中国"; block.after(copy); }),
            "blocks replaced": () => ["p2", "p11"].forEach(id => { const block = document.getElementById(id); const other = document.createElement("div"); other.id = id; other.append(...block.childNodes); block.replaceWith(other); }),
            removed: () => document.getElementById("p3").remove(),
          })[kind]();
        }
        """;

    // Selects words as the page shows them now, in a block or in what replaced it.
    private const string SelectShown = """
        ([id, words]) => {
          getSelection().removeAllRanges();
          const home = document.getElementById(id);
          if (!home) return "";
          const nodes = [];
          const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("[data-apparatus]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const all = nodes.map(node => node.data).join("");
          const start = words ? all.indexOf(words) : 0;
          if (start < 0) return "";
          const at = (place, isEnd) => {
            let before = 0;
            for (const node of nodes) {
              if (isEnd ? place <= before + node.length : place < before + node.length) return [node, place - before];
              before += node.length;
            }
          };
          const text = words || all.slice(0, 60).replace(/\s+\S*$/, "");
          home.scrollIntoView({ block: "center", behavior: "instant" });
          getSelection().setBaseAndExtent(...at(start, false), ...at(start + text.length, true));
          return text;
        }
        """;

    [Theory]
    [InlineData("longer")]
    [InlineData("same length")]
    [InlineData("swapped in one block")]
    [InlineData("badges")]
    [InlineData("emptied")]
    [InlineData("one translated")]
    [InlineData("all translated")]
    [InlineData("bilingual")]
    [InlineData("split")]
    [InlineData("siblings")]
    [InlineData("blocks replaced")]
    [InlineData("removed")]
    public async Task Every_command_uses_the_selected_words_or_nothing(string change)
    {
        await using var visit = await BeginAsync();
        var essay = visit.App.Essay;
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync(Changes, change);
        var expected = new List<string>();

        // With mouse or finger: unchanged words, words around a change, and the words as shown.
        foreach (var (id, words) in new[] { ("p10", "most important issue"), ("p10", "in his analysis"), ("p12", "an alliance motivated by fear"), ("p1", ""), ("p2", ""), ("p4", ""), ("p11", ""), ("p13", "Russia"), ("p1", "Narnia"), ("p7", "China") })
        {
            if (await visit.Page.EvaluateAsync<string>(SelectShown, new[] { id, words }) is not { Length: > 0 } chosen)
            {
                continue;
            }

            if (!await IsOfferedAsync(visit))
            {
                continue;
            }

            Assert.Contains(chosen.Trim(), essay.Text, StringComparison.Ordinal);
            await visit.Page.WaitForFunctionAsync("words => document.querySelector('passage-toolbar [name=exact]').value.includes(words)", chosen.Trim());
            var exact = await visit.Toolbar.Locator("[name=exact]").InputValueAsync();
            Assert.Equal(exact, essay.Text[int.Parse(await visit.Toolbar.Locator("[name=start]").InputValueAsync())..int.Parse(await visit.Toolbar.Locator("[name=end]").InputValueAsync())]);
            var home = essay.FindElement(id)!;
            Assert.InRange(int.Parse(await visit.Toolbar.Locator("[name=start]").InputValueAsync()), home.Start, home.End);
            expected.Add(exact);
            await visit.Toolbar.Locator(".swatch").First.EvaluateAsync("swatch => swatch.click()"); // the mouse would be where it clicked just before, like half of a double click
            await Expect(visit.Toolbar).ToBeHiddenAsync();
            await Expect(visit.Status).ToContainTextAsync("Saved."); // it must not replace what is said of the next words
            await visit.Page.EvaluateAsync("document.getElementById('status').replaceChildren()");
        }

        // A note on a whole paragraph, from its menu: it belongs to the paragraph, whatever the page shows there.
        await visit.Page.Locator("#p12 > .number").First.ClickAsync();
        await visit.Page.Locator("#paragraph-menu [data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("All of it.");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Toolbar).ToBeHiddenAsync();
        expected.Add(essay.FindElement("p12")!.Blocks[0].Text);
        await Expect(visit.Page.Locator("#my-notes")).ToContainTextAsync("All of it."); // saved, so no message about it remains

        // The quotation of the paragraph.
        await visit.Page.Locator("#p14 > .number").First.ClickAsync();
        await visit.Page.Locator("#paragraph-menu [data-act=cite]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Quotation copied");
        Assert.Contains(essay.FindElement("p14")!.Blocks[0].Text[^40..^1].Replace("\"", "", StringComparison.Ordinal)[..20], (await CopiedAsync(visit)).Replace("’", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // A sentence, with the keyboard. All earlier saves are complete, so that any message is about this one.
        await visit.WaitUntilAsync(IsCountSaved, expected.Count);
        await visit.Page.EvaluateAsync("document.getElementById('status').textContent = ''");
        await visit.Page.Locator("#p16 > .number").First.ClickAsync();
        await visit.Page.Locator("#paragraph-menu [data-act=sentence]").ClickAsync();
        await visit.Page.Locator(".sentence-panel .swatch >> nth=0").ClickAsync();
        await visit.Page.WaitForFunctionAsync("changed => [changed, 'Saved.'].some(said => document.getElementById('status').textContent.includes(said))", Changed);
        var sentence = essay.TextOf(Essays.Sentences.In(essay.FindElement("p16")!.Blocks[0]).First());
        await visit.Page.Locator(".sentence-panel [data-act=end]").ClickAsync();
        if (!(await visit.Status.TextContentAsync())!.Contains(Changed, StringComparison.Ordinal))
        {
            expected.Add(sentence);
        }

        // A link to unchanged words, and a quotation of them.
        if (await visit.Page.EvaluateAsync<string>(SelectShown, new[] { "p20", "" }) is { Length: > 0 } linked && await IsOfferedAsync(visit))
        {
            await visit.Toolbar.Locator("[data-act=link]").ClickAsync(new LocatorClickOptions { Force = true });
            await Expect(visit.Status).ToContainTextAsync("Link to this passage copied");
            Assert.Contains($"#p20:~:text={Uri.EscapeDataString(linked.Split(' ')[0])}", (await CopiedAsync(visit)).Replace("%2D", "-", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        await Expect(visit.Page.Locator("#unsent li")).ToHaveCountAsync(0);
        await visit.WaitUntilAsync(IsCountSaved, expected.Count);
        var saved = await visit.Page.EvaluateAsync<JsonElement>("async () => (await (await fetch('/annotations/?iris=0')).json()).first.items");
        Assert.Equal(expected.Order(StringComparer.Ordinal), saved.EnumerateArray().Select(Quoted).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Adjusting_a_mark_uses_the_essays_own_words()
    {
        await using var visit = await BeginAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Friedman comes to the most important issue");
        var id = await visit.Page.Locator("#p10 .mark-link").GetAttributeAsync("data-annotation");
        await visit.OpenAsync($"/p/p10?adjust={id}");
        await visit.Page.EvaluateAsync(Changes, "bilingual");

        var quoted = visit.Page.Locator("mark-adjuster q");
        await visit.Page.EvaluateAsync(SelectShown, new[] { "p10", "important issue in his analysis" });
        await Expect(quoted).ToHaveTextAsync("important issue in his analysis");
        await visit.Page.EvaluateAsync(SelectShown, new[] { "p10", "俄罗斯和中国" });
        await Expect(visit.Status).ToContainTextAsync(Changed);
        await Expect(quoted).ToHaveTextAsync("important issue in his analysis");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Move it here" }).ClickAsync();

        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync("important issue in his analysis");
    }

    [Fact]
    public async Task A_draft_is_restored_on_its_own_words()
    {
        await using var visit = await BeginAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync("Friedman comes to the most important issue");
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("Begun.");
        await visit.Panel.Locator("[data-act=later]").ClickAsync();
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveCountAsync(1);
        await visit.Page.EvaluateAsync(Changes, "badges");
        await visit.Page.EvaluateAsync("document.getElementById('p1').firstChild.after('Added words. ')");

        await visit.Page.Locator("#p10 .unsaved").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("Begun.");
        await visit.Panel.Locator(".primary").ClickAsync();

        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync("Friedman comes to the most important issue");
    }

    // Extensions and translators are not bound by the page's policy, which would refuse these changes if a script of the page made them.
    private Task<Visit> BeginAsync() => site.VisitAsync(new BrowserNewContextOptions { BypassCSP = true });

    // A command is offered, or the page says why not; for words that were replaced by an element that is not in the essay, it may offer nothing.
    private static async Task<bool> IsOfferedAsync(Visit visit)
    {
        await visit.Page.WaitForFunctionAsync(
            "changed => !document.querySelector('passage-toolbar').hidden || document.getElementById('status').textContent.includes(changed)", Changed);
        if (await visit.Toolbar.IsVisibleAsync())
        {
            return true;
        }

        await visit.Page.EvaluateAsync("document.getElementById('status').replaceChildren()");
        return false;
    }

    private static Task<string> CopiedAsync(Visit visit) => visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

    private static string Quoted(JsonElement annotation)
    {
        var selectors = annotation.GetProperty("target").GetProperty("selector");
        return (selectors.ValueKind == JsonValueKind.Array ? selectors.EnumerateArray() : Enumerable.Repeat(selectors, 1))
            .First(selector => selector.GetProperty("type").GetString() == "TextQuoteSelector").GetProperty("exact").GetString()!;
    }
}
