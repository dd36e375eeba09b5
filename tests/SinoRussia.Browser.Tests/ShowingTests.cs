using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Notes are shown to others from their card beside the text.</summary>
public sealed class ShowingTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    private static readonly BrowserNewContextOptions Desktop = new() { ViewportSize = new ViewportSize { Width = 1280, Height = 720 } };

    [Theory]
    [InlineData(1280, false)]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(320, true)]
    public async Task In_the_list_a_click_or_a_tap_follows_the_sign_of_a_link(int width, bool isTouch)
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 700 }, HasTouch = isTouch, IsMobile = isTouch });
        await visit.OpenAsync("/p/p9/notes");
        await visit.Page.Locator("form[action*='handler=Note'] textarea").FillAsync("Why?");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save with a link" }).First.ClickAsync();
        await Expect(visit.Page.GetByText("choose the name")).ToBeVisibleAsync();
        await visit.OpenAsync("/notes");

        var sign = visit.Page.Locator("a.shown-sign");
        await (isTouch ? sign.TapAsync() : sign.ClickAsync());

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/notes/[0-9a-f-]{36}/show$"));
    }

    [Fact]
    public async Task A_card_shows_its_note_copies_the_link_and_ends_it_by_keys_alone()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "Why?");
        await visit.Page.Locator("#essay mark").ClickAsync();

        await PressAsync("Show");
        await Expect(Showing("Choose a name")).ToBeFocusedAsync();
        await Expect(visit.Status).ToContainTextAsync("Nobody sees it yet");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("#name").PressAsync("Enter");
        await Expect(visit.Page.Locator(".link-forms input[readonly]")).ToBeVisibleAsync();

        await visit.OpenAsync("/");
        await visit.Page.Locator("#essay mark").ClickAsync();
        await PressAsync("Copy link to the note");
        await Expect(visit.Status).ToContainTextAsync("Copied");
        var link = await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Matches("/n/[\\w-]{22}$", link);
        await visit.AssertAccessibleInBothThemesAsync("#note-panel");

        await PressAsync("Renew");
        await visit.Status.Locator("[data-copy]").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("Copied");
        Assert.NotEqual(link, await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await PressAsync("End");
        await Expect(visit.Status).ToContainTextAsync("The link is ended");
        await Expect(Showing("Show")).ToBeFocusedAsync();

        ILocator Showing(string name) => visit.Panel.Locator(".showing :is(a, button)").Filter(new LocatorFilterOptions { HasTextRegex = new Regex($"^{name}$") });

        async Task PressAsync(string name) => await Showing(name).PressAsync("Enter");
    }

    [Fact]
    public async Task The_first_save_with_a_link_leads_to_the_name()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("For all.");
        await visit.Panel.Locator("[name=visibility][value=link]").ClickAsync();

        await Expect(visit.Status).ToContainTextAsync("Nobody sees it yet");
        await visit.Page.Locator("#essay mark").ClickAsync();
        await Expect(visit.Panel.Locator(".showing")).ToContainTextAsync("Shown by link, as soon as you have a name");
        await visit.Panel.Locator(".showing a").ClickAsync();
        await visit.Page.Locator("#name").PressAsync("Enter");
        await Expect(visit.Page.Locator(".link-forms input[readonly]")).ToHaveValueAsync(new Regex("/n/[\\w-]{22}$"));
    }

    [Fact]
    public async Task What_was_written_before_a_note_was_shown_is_not_shown_by_undoing()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "For me alone.");
        await visit.BeginEditingAsync(await visit.Page.Locator("#essay :has(> mark)").First.GetAttributeAsync("id") ?? "");
        await visit.Panel.Locator("textarea").FillAsync("For all.");
        await visit.Panel.Locator("[name=visibility][value=link]").ClickAsync();
        await Expect(visit.Panel.Locator(".showing")).ToContainTextAsync("Shown by link");

        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("Control+z");

        await Expect(visit.Page.Locator(".my-note")).ToContainTextAsync("For me alone.");
        await Expect(visit.Page.Locator(".my-note")).Not.ToContainTextAsync("With a link");
    }

    [Fact]
    public async Task What_is_saved_privately_while_the_note_waits_to_be_shown_stays_private()
    {
        await using var visit = await site.VisitAsync(Desktop);
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "For all.");
        await visit.Page.Locator("#essay mark").ClickAsync();
        await Expect(visit.Panel.Locator(".showing")).ToBeVisibleAsync();
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Panel.Locator(".showing button").ClickAsync();
        await visit.Panel.Locator(".edit-note").PressAsync("Enter");
        await visit.Panel.Locator("textarea").FillAsync("For me.");
        await visit.Panel.Locator("button.primary").ClickAsync();
        await visit.Page.Context.SetOfflineAsync(false);

        await Expect(visit.Page.Locator(".my-note .note-body:not(.as-typed)")).ToHaveTextAsync(new Regex(@"^\s*For me\.\s*$"));
        await Expect(visit.Page.Locator(".my-note")).Not.ToContainTextAsync("With a link");
    }
}
