using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

public sealed class MarginTests(Site site) : IClassFixture<Site>
{
    private static readonly BrowserNewContextOptions Phone = new()
    {
        HasTouch = true, IsMobile = true, ViewportSize = new ViewportSize { Width = 360, Height = 740 },
    };

    [Theory]
    [InlineData("")]
    [InlineData("* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }")]
    public async Task Every_footnote_is_in_the_margin_without_overlap_at_any_text_spacing(string forced)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { BypassCSP = true });
        await visit.OpenAsync("/");
        await visit.WriteAsync("Friedman comes to the most important issue", "Mine, beside the editor’s.");
        await Expect(visit.Page.Locator(".my-note")).ToHaveCountAsync(1);
        if (forced.Length > 0)
        {
            await visit.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = forced });
        }

        await visit.Page.WaitForFunctionAsync(
            """
            () => {
              const boxes = [...document.querySelectorAll(".footnotes > ol > li, .my-note")].map(note => note.getBoundingClientRect()).sort((a, b) => a.top - b.top);
              const text = document.getElementById("p9").getBoundingClientRect();
              return boxes.length > 20 && boxes.every(box => box.height > 0 && box.left > text.right && box.right <= innerWidth)
                && boxes.slice(1).every((box, i) => box.top >= boxes[i].bottom);
            }
            """);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(1280)]
    public async Task The_address_of_a_footnote_scrolls_to_it(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await visit.OpenAsync("/#fn-vietnam");

        await Expect(visit.Page.Locator("#fn-vietnam")).ToBeInViewportAsync();
        if (width > 960)
        {
            await Expect(visit.Page.Locator(".essay[data-margin=on]")).ToBeVisibleAsync();
            await Expect(visit.Page.Locator("#ref-vietnam")).ToBeInViewportAsync();
            await Expect(visit.Page.Locator("#fn-vietnam")).ToBeInViewportAsync();
        }
    }

    [Theory]
    [InlineData("/#%")]
    [InlineData("/p/p12#100%")]
    public async Task A_nonsense_fragment_in_the_address_breaks_nothing(string address)
    {
        await using var visit = await site.VisitAsync();

        await visit.OpenAsync(address);

        await Expect(visit.Page.Locator("#essay[data-margin=on]")).ToHaveCountAsync(1);
        await visit.HighlightAsync("the most important issue");
    }

    [Theory]
    [InlineData(960)]
    [InlineData(1440)]
    public async Task Pencils_and_numbers_between_text_and_margin_do_not_overlap(int width)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator(".essay[data-margin=on]")).ToBeVisibleAsync();

        var room = await visit.Page.EvaluateAsync<double>(
            """
            () => {
              const pen = document.querySelector("#p10 .pen");
              const { paddingInlineEnd } = getComputedStyle(pen);
              return document.querySelector(".footnotes > ol > li").getBoundingClientRect().left - pen.getBoundingClientRect().right + parseFloat(paddingInlineEnd);
            }
            """);

        Assert.True(room >= 22, $"{room} px is too narrow for two digits and a dot.");
    }

    [Fact]
    public async Task A_click_on_a_number_shows_and_focuses_its_footnote_and_Escape_returns_the_focus()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var reference = visit.Page.Locator("#ref-friedman");
        await reference.ScrollIntoViewIfNeededAsync();
        var before = await visit.Page.EvaluateAsync<int>("scrollY");

        await reference.ClickAsync();
        await Expect(visit.Page.Locator("#fn-friedman")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("#fn-friedman")).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Ratio = 1 });
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(reference).ToBeFocusedAsync();
        Assert.Equal(before, await visit.Page.EvaluateAsync<int>("scrollY"));
    }

    [Fact]
    public async Task On_a_phone_a_footnote_opens_over_the_text_and_Escape_and_Back_close_it()
    {
        await using var visit = await site.VisitAsync(Phone);
        await visit.OpenAsync("/");
        var reference = visit.Page.Locator("#ref-friedman");
        var note = visit.Page.Locator("#fn-friedman");

        await reference.TapAsync();
        await Expect(note).ToBeInViewportAsync();
        await Expect(reference).ToBeInViewportAsync();
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(reference).ToBeFocusedAsync();
        await Expect(note).Not.ToBeInViewportAsync();

        await reference.TapAsync();
        await note.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Next footnote" }).TapAsync();
        var next = visit.Page.Locator("#fn-friedman + li");
        await Expect(next).ToBeInViewportAsync();
        await Expect(note).Not.ToBeInViewportAsync();
        await visit.Page.GoBackAsync();
        await Expect(next).Not.ToBeInViewportAsync();
        Assert.Equal("/", new Uri(visit.Page.Url).PathAndQuery);
    }

    [Fact]
    public async Task All_footnotes_link_to_the_list_and_a_chip_links_back()
    {
        await using var visit = await site.VisitAsync(Phone);
        await visit.OpenAsync("/");
        var reference = visit.Page.Locator("#ref-friedman");
        await reference.TapAsync();

        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "All footnotes" }).TapAsync();
        await Expect(visit.Page.Locator("#fn-friedman")).ToBeFocusedAsync();
        await Expect(reference).Not.ToBeInViewportAsync();
        await visit.Page.Locator(".way-back").TapAsync();

        await Expect(reference).ToBeInViewportAsync();
        await Expect(reference).ToBeFocusedAsync();
        await Expect(visit.Page.Locator(".way-back")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_contents_show_the_reading_position_and_the_next_visit_offers_to_continue_there()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.EvaluateAsync("document.getElementById('p31').scrollIntoView({ behavior: 'instant' })");
        var title = await visit.Page.EvaluateAsync<string>("document.getElementById('p31').parentElement.id");
        await Expect(visit.Page.Locator("#contents [aria-current=location]")).ToHaveAttributeAsync("href", $"#{title}");
        await visit.OpenAsync("/p/p9");

        await visit.OpenAsync("/");
        var offer = visit.Page.Locator(".continue button").First;
        await Expect(offer).ToContainTextAsync("Continue at ¶ 31");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("scrollY"));
        await visit.AssertAccessibleAsync();
        await offer.ClickAsync();
        await Expect(visit.Page.Locator("#p31")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Without_a_margin_hovering_shows_the_footnote_until_the_pointer_leaves_or_the_reader_closes_it()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 820, Height = 900 } });
        await visit.OpenAsync("/");
        var reference = visit.Page.Locator("#essay .essay-section a.noteref").First;
        var note = visit.Page.Locator((await reference.GetAttributeAsync("href"))!);

        await reference.HoverAsync();
        await Expect(note).ToHaveAttributeAsync("popover", "manual");
        Assert.False(await note.EvaluateAsync<bool>("note => note.contains(document.activeElement)"));
        await note.HoverAsync();
        await visit.Page.WaitForTimeoutAsync(600); // twice the time that it stays after the pointer has left
        await Expect(note).ToHaveAttributeAsync("popover", "manual");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(note).Not.ToHaveAttributeAsync("popover", "manual");

        await visit.Page.Mouse.MoveAsync(5, 400);
        await reference.HoverAsync();
        await Expect(note).ToHaveAttributeAsync("popover", "manual");
        await visit.Page.Mouse.MoveAsync(5, 400);
        await Expect(note).Not.ToHaveAttributeAsync("popover", "manual");

        await reference.HoverAsync();
        await Expect(note).ToHaveAttributeAsync("popover", "manual");
        await reference.ClickAsync();
        await Expect(note).ToHaveAttributeAsync("popover", "auto"); // the click has pinned it
    }
}
