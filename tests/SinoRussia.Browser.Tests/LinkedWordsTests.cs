using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;
using SinoRussia.Web.Sharing;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>A text-fragment link leads to exactly its words, or to their paragraph.</summary>
/// <remarks><c>READER_PASSAGES=500</c> tries that many passages instead of a few.</remarks>
public sealed partial class LinkedWordsTests(Site site) : IClassFixture<Site>
{
    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("READER_PASSAGES"), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : 5;

    [Fact]
    public async Task Links_to_random_passages_from_the_toolbar_highlight_them()
    {
        await using var visit = await site.VisitAsync(Wide);
        await visit.OpenAsync("/");
        var narrow = await visit.NewReaderPageAsync(Narrow);
        var wide = await visit.NewReaderPageAsync(Wide);
        var (problems, without) = (new List<string>(), new List<string>());

        foreach (var passage in Passages(visit.App.Essay, new Random(20261126), Many))
        {
            var link = await CopyAsync(visit, passage);
            var words = visit.App.Essay.TextOf(passage);
            if (!link.Contains(":~:", StringComparison.Ordinal))
            {
                without.Add(words);

                // The contents repeat the words of a heading with the same words around them, and come before it.
                Assert.True(visit.App.Essay.ElementsIn(passage).First().Kind == ElementKind.Heading || without.Count < 3 + (Many / 25), link);
                continue;
            }

            foreach (var page in new[] { wide, narrow })
            {
                await page.GotoAsync("about:blank");
                await page.GotoAsync(link);
                if (await TextFragmentHighlight.ProblemAsync(page, passage) is { } problem)
                {
                    problems.Add($"{page.ViewportSize!.Width} px, “{words}”, {link}: {problem}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Many} passages; without a fragment: {string.Join(" | ", without)}");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public async Task Random_quotations_have_the_same_address_in_all_citation_formats_and_it_highlights_them()
    {
        await using var visit = await site.VisitAsync(Wide);
        var essay = visit.App.Essay;
        var narrow = await visit.NewReaderPageAsync(Narrow);
        var problems = new List<string>();

        foreach (var passage in Passages(essay, new Random(7), Many * 3).Where(passage => essay.ElementsIn(passage).ToList() is [var home] && essay.FindParagraph(home.Id) is not null && essay.Text[home.Start..].IndexOf(essay.TextOf(passage), StringComparison.Ordinal) == passage.Start - home.Start).Take(Many))
        {
            var words = essay.TextOf(passage);
            var query = $"?p={essay.ElementsIn(passage).Single().Id}&quote={Uri.EscapeDataString(words)}";
            await visit.OpenAsync($"/cite{query}");
            var link = (await visit.Page.Locator(".reference a").Last.GetAttributeAsync("href"))!;
            Assert.Equal(link, await visit.Page.Locator(".reference a").Last.TextContentAsync());
            var forms = new Dictionary<string, string>();
            foreach (var form in new[] { "ris", "bib", "json" })
            {
                forms[form] = await (await visit.Page.APIRequest.GetAsync($"/cite.{form}{query}")).TextAsync();
            }

            Assert.Equal(link, Ris().Match(forms["ris"]).Groups["url"].Value);
            Assert.Equal(link, BibTeX().Match(forms["bib"]).Groups["url"].Value);
            Assert.Equal(link, JsonDocument.Parse(forms["json"]).RootElement[0].GetProperty("URL").GetString());
            if (!link.Contains(":~:", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var page in new[] { visit.Page, narrow })
            {
                await page.GotoAsync("about:blank");
                await page.GotoAsync(link);
                if (await TextFragmentHighlight.ProblemAsync(page, passage) is { } problem)
                {
                    problems.Add($"{page.ViewportSize!.Width} px, “{words}”, {link}: {problem}");
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_link_to_words_of_a_footnote_opens_at_the_footnote_and_highlights_them(int width)
    {
        await using var visit = await site.VisitAsync(Sized(width));
        var essay = visit.App.Essay;
        var note = essay.FindElement("fn-vietnam")!;
        var start = essay.Text.IndexOf("Defense", note.Start, StringComparison.Ordinal);

        await visit.OpenAsync("/#fn-vietnam:~:text=Defense");

        Assert.Null(await TextFragmentHighlight.ProblemAsync(visit.Page, new Passage(start, start + "Defense".Length)));
        await Expect(visit.Page.Locator("#fn-vietnam")).ToBeInViewportAsync();
        if (width > 960)
        {
            await Expect(visit.Page.Locator("#fn-vietnam[data-active]")).ToHaveCountAsync(1);
            await Expect(visit.Page.Locator("#ref-vietnam")).ToBeInViewportAsync();
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_text_used_for_links_is_the_text_that_the_page_shows(int width)
    {
        await using var visit = await site.VisitAsync(Sized(width));
        var edition = visit.App.Edition;
        var known = new PageText(edition.Essay, PageFrame.Lines(edition), new EssayLinks("")).Lines;
        var shown = known.Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var path in new[] { "/", "/p/p12", "/s/friedman", "/p/p12?was=p99" })
        {
            await visit.OpenAsync(path);
            await Expect(visit.Page.Locator(width > 960 ? ".essay[data-margin=on]" : ".essay:not([data-margin])")).ToBeVisibleAsync();
            var lines = await visit.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const lines = [""];
                  const isInline = element => getComputedStyle(element).display.startsWith("inline");
                  (function read(node) {
                    if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data;
                    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "NOSCRIPT", "STYLE", "TEMPLATE", "svg"].includes(node.tagName)) return;
                    if (getComputedStyle(node).display === "none" || node.matches("#my-notes, .data-figure, .progress, .minutes, .place-button, .continue")) return;
                    const isBlock = !isInline(node) || ["BUTTON", "LABEL"].includes(node.tagName);
                    if (isBlock) lines.push("");
                    node.childNodes.forEach(read);
                    if (isBlock) lines.push("");
                  })(document.body);
                  return lines.map(line => line.replace(/\s+/g, " ").trim()).filter(Boolean);
                }
                """);
            var unknown = lines.TakeWhile(line => line != "Write a note").Where(line => !shown.Contains(line) && !shown.Contains(line.Replace("↩", "").Trim())).ToList();
            Assert.True(unknown.Count == 0, $"{path}: {string.Join(" | ", unknown)}");
            var certain = known.Where(line => line.IsCertain).Select(line => line.Text).ToList();
            var isCertain = certain.ToHashSet(StringComparer.Ordinal);
            Assert.Empty(certain.Except(lines.Select(line => line.Replace("↩", "").Trim())));
            Assert.Equal(certain, lines.Select(line => line.Replace("↩", "").Trim()).Where(isCertain.Contains).TakeLast(certain.Count));
        }
    }

    private static readonly BrowserNewContextOptions Wide = Sized(1280);

    private static readonly BrowserNewContextOptions Narrow = Sized(390);

    private static BrowserNewContextOptions Sized(int width) => new() { ViewportSize = new ViewportSize { Width = width, Height = 900 } };

    // Passages from any block, some of which extend into the next.
    private static IEnumerable<Passage> Passages(Essay essay, Random random, int count)
    {
        var words = Word().Matches(essay.Text).Select(word => new Passage(word.Index, word.Index + word.Length)).ToList();
        while (count-- > 0)
        {
            // One in three is in a heading or caption: these are short, and their words often occur elsewhere.
            var home = random.Next(3) > 0 ? null : essay.Elements.Where(element => element.Kind is ElementKind.Heading or ElementKind.Figure).ElementAt(random.Next(essay.Elements.Count(element => element.Kind is ElementKind.Heading or ElementKind.Figure)));
            var among = home is null ? words : words.Where(word => home.Start <= word.Start && word.End <= home.End).ToList();
            var first = random.Next(among.Count);
            var last = Math.Min(among.Count - 1, first + (random.Next(4) switch { 0 => 0, 1 => random.Next(4), 2 => random.Next(15), _ => random.Next(70) }));
            yield return new Passage(among[first].Start, among[last].End);
        }
    }

    private static async Task<string> CopyAsync(Visit visit, Passage passage)
    {
        await visit.Page.EvaluateAsync(
            """
            async ([start, end]) => {
              await navigator.clipboard.writeText("");
              const { rangeOf } = await import("/js/text/text-offsets.js");
              const range = rangeOf({ start, end });
              range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }
            """, new[] { passage.Start, passage.End });
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Toolbar.Locator("[data-act=link]").PressAsync("Enter");
        await visit.WaitUntilAsync("async () => Boolean(await navigator.clipboard.readText())");
        return await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^UR  - (?<url>\S+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ris();

    [GeneratedRegex(@"^  url      = \{(?<url>\S+)\},", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BibTeX();
}
