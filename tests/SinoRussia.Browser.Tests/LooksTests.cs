using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>What can be measured of the looks of the pages of notes, of what is shown to others, and of the card in a small window.</summary>
public sealed class LooksTests(Site site) : IClassFixture<Site>
{
    private const string Words = "Friedman comes to the most important issue";

    private static readonly BrowserNewContextOptions Desktop = Window(1280, 800);

    [Fact]
    public async Task The_page_of_a_link_keeps_hyphenated_words_and_on_paper_headings_with_what_follows()
    {
        await using var visit = await site.VisitAsync(Window(820, 1180));
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.OpenAsync(await ShowAllAsync(visit));

        Assert.Equal("1 highlight on Paradoxes of Sino-Russian Alliance: Forbidden Desire", await visit.Page.Locator("h1").InnerTextAsync(), ignoreLineEndingDifferences: true, ignoreAllWhiteSpace: true);
        Assert.Equal(1, await visit.Page.Locator("h1 .whole").EvaluateAsync<int>("word => { const range = document.createRange(); range.selectNodeContents(word); return range.getClientRects().length; }"));
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("avoid", await visit.Page.Locator(".shown-page h2").First.EvaluateAsync<string>("heading => getComputedStyle(heading).breakAfter"));
    }

    [Fact]
    public async Task The_address_of_a_link_is_seen_whole_and_a_message_covers_nothing_of_the_bar()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await ShowAllAsync(visit);

        Assert.True(await visit.Page.Locator(".link-forms input[readonly]").EvaluateAsync<bool>("field => field.scrollWidth <= field.clientWidth"));
        await visit.Page.Locator("[data-copy]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Copied");
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.getElementById('status').getBoundingClientRect().top > document.getElementById('site-bar').getBoundingClientRect().bottom"));
    }

    [Fact]
    public async Task The_tags_in_the_list_of_notes_are_large_enough_to_hit()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("Why?");
        await visit.Panel.Locator("[name=tags]").FillAsync("a,b,war,peace,");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".entry p.tags > .tag")).ToHaveCountAsync(4);

        var small = (await visit.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("target-size") })).Violations.SelectMany(violation => violation.Nodes).Select(node => node.Html);
        Assert.Empty(small);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    public async Task The_heading_of_the_notes_stays_in_one_line_and_its_menus_in_the_window(int width)
    {
        await using var visit = await site.VisitAsync(Window(width, 720));
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.OpenAsync("/notes");

        Assert.True(await visit.Page.Locator("h1").EvaluateAsync<bool>("heading => heading.offsetHeight < 1.5 * parseFloat(getComputedStyle(heading).lineHeight)"));
        foreach (var name in new[] { "Export", "Show" })
        {
            await visit.Page.Locator(".notes-head summary").Filter(new LocatorFilterOptions { HasText = name }).ClickAsync();
            var box = (await visit.Page.Locator(".notes-head .menu[open] > :not(summary)").BoundingBoxAsync())!;
            Assert.InRange(box.X, 0, width);
            Assert.InRange(box.X + box.Width, 0, width);
            await visit.Page.Keyboard.PressAsync("Escape");
        }
    }

    // As a window of 1280 × 1024 that is enlarged four times.
    [Fact]
    public async Task In_the_smallest_window_a_card_can_be_closed_nothing_is_in_front_of_its_lines_and_all_commands_fit()
    {
        await using var visit = await site.VisitAsync(Window(320, 256));
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "Why is it the most important one of all?");
        await visit.Page.Locator("#essay mark").First.ClickAsync();
        await Expect(visit.Panel.Locator(".note-body")).ToBeVisibleAsync();

        Assert.True(await visit.Panel.Locator(".tags-field").EvaluateAsync<bool>(
            "line => line.getBoundingClientRect().bottom <= document.querySelector('#note-panel .note-place').getBoundingClientRect().top"));
        await visit.Panel.Locator(".note-body").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync();
        Assert.Equal(["Save privately", "Save with a link", "Cancel"], await visit.Panel.Locator(".actions button:not(.show-part)").EvaluateAllAsync<string[]>(
            "buttons => buttons.filter(({ clientWidth, scrollWidth, textContent, parentElement }) => textContent && clientWidth > 0 && scrollWidth <= clientWidth + 1 && parentElement.scrollWidth <= innerWidth).map(({ textContent }) => textContent)"));
        await visit.Panel.Locator(".cancel").ClickAsync();
        await visit.Panel.Locator(".close").ClickAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
    }

    private static BrowserNewContextOptions Window(int width, int height) => new() { ViewportSize = new ViewportSize { Width = width, Height = height } };

    // Shows all notes with a link under a name, and returns its address.
    private static async Task<string> ShowAllAsync(Visit visit)
    {
        await visit.OpenAsync("/notes");
        await visit.Page.Locator(".notes-head summary").Filter(new LocatorFilterOptions { HasText = "Show" }).ClickAsync();
        await visit.Page.Locator(".notes-head .menu form button").ClickAsync();
        await visit.Page.Locator("form[action$='handler=Name'] button").ClickAsync();
        return await visit.Page.Locator(".link-forms input[readonly]").InputValueAsync();
    }
}
