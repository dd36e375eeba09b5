using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static SinoRussia.Browser.Tests.OutboxTests;

namespace SinoRussia.Browser.Tests;

/// <summary>What the outbox does where the browser allows no storage, or only some.</summary>
public sealed class OutboxStorageTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task Without_storage_everything_works_and_the_reader_is_told_what_is_not_stored()
    {
        await using var visit = await site.VisitAsync();
        await ForbidAsync(visit, "indexedDB");
        await ForbidAsync(visit, "localStorage");
        await visit.OpenAsync("/");
        await MarkAsync(visit, Words);
        await Expect(visit.Page.Locator("#p10 .mark-link")).ToHaveCountAsync(1);

        await CutAsync(visit);
        await visit.SelectAsync("Throughout most of modern history");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.TypeAsync("kept in the page");
        await Expect(visit.Status).ToContainTextAsync("cannot store drafts");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("as long as this page stays open");

        await ReconnectAsync(visit);
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Without_IndexedDB_drafts_and_unsent_changes_still_survive_closing_the_page()
    {
        await using var visit = await site.VisitAsync();
        await ForbidAsync(visit, "indexedDB");
        await visit.OpenAsync("/");
        await CutAsync(visit);
        await WriteAsync(visit, Words, "waits");
        await Expect(visit.Status).ToContainTextAsync("kept in this browser");
        await visit.SelectAsync("Throughout most of modern history");
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.TypeAsync("begun");

        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveTextAsync("not saved yet");
        await visit.Page.GetByText("draft", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("begun");

        await ReconnectAsync(visit);
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(2);
        await AssertNotesAsync(visit, "begun", "waits");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(name => name.includes('kept')).length"));
    }

    private static async Task ForbidAsync(Visit visit, string storage) => await visit.Page.AddInitScriptAsync(
        $"Object.defineProperty(globalThis, '{storage}', {{ get() {{ throw new DOMException('no', 'SecurityError'); }} }})");
}
