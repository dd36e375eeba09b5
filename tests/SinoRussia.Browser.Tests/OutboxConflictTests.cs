using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static SinoRussia.Browser.Tests.OutboxTests;

namespace SinoRussia.Browser.Tests;

/// <summary>Delayed changes to notes that were changed elsewhere meanwhile, and to many notes at once.</summary>
public sealed class OutboxConflictTests(ShortSite site) : IClassFixture<ShortSite>
{
    [Fact]
    public async Task A_delayed_change_to_a_note_that_was_changed_elsewhere_shows_both_texts()
    {
        await using var visit = await site.VisitAsync();
        await ChangeInTwoPlacesAsync(visit);

        await ReconnectAsync(visit);

        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("written at the desk");
        await Expect(visit.Panel.Locator(".note-body")).ToHaveTextAsync("written at the desk");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("written on the train");
        await visit.Page.ReloadAsync();
        await visit.Page.Locator("#p10 .unsaved").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("written on the train");
        await Expect(visit.Panel.Locator(".draft-offer")).ToContainTextAsync("changed elsewhere");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Panel.Locator(".note-body")).ToHaveTextAsync("written on the train");
        await AssertNotesAsync(visit, "written on the train");
    }

    [Fact]
    public async Task A_conflict_on_a_closed_note_has_a_link_to_both_texts()
    {
        await using var visit = await site.VisitAsync();
        await ChangeInTwoPlacesAsync(visit);

        await visit.Page.ReloadAsync();
        await ReconnectAsync(visit);
        await visit.Page.Locator("#status").GetByText("Merge them").ClickAsync();

        await Expect(visit.Page.Locator(".note-card .note-body")).ToHaveTextAsync("written at the desk");
        await Expect(visit.Page.Locator(".note-card textarea")).ToHaveValueAsync("written on the train");
    }

    [Fact]
    public async Task A_note_deleted_in_another_tab_stays_open_for_who_is_writing_it_and_closes_for_who_reads_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await WriteAsync(visit, Words, "first words");
        await visit.BeginEditingAsync("p10");
        await visit.Page.Keyboard.TypeAsync(" and more");
        var writing = await visit.NewTabAsync("/notes");

        await DeleteFirstAsync(visit);
        var list = visit.Page;
        visit.Turn(writing);
        await Expect(visit.Panel.Locator(".refusal")).ToContainTextAsync("deleted elsewhere");
        await Expect(visit.Panel.Locator("textarea")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(" yet");
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("first words and more yet");

        await Expect(visit.Panel).ToBeVisibleAsync();
        visit.Turn(list);
        await visit.OpenAsync("/notes");
        await DeleteFirstAsync(visit);
        visit.Turn(writing);
        await Expect(visit.Panel).ToBeHiddenAsync();
        await Expect(visit.Page.Locator("[data-behind]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_Undo_restores_ten_deleted_notes_and_deleting_them_again_moves_them_to_the_bin()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        for (var mark = 0; mark < 10; mark++)
        {
            await MarkAsync(visit, new[] { "Friedman", "most important", "analysis", "the surface", "participation", "common", "adversary", "the basis", "establishing", "deceptive" }[mark]);
        }

        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(10);
        await visit.OpenAsync("/notes");
        await DeleteTenAsync(visit);

        await Expect(visit.Status).ToContainTextAsync("10 deleted.");
        await visit.Status.GetByText("Undo").ClickAsync();
        await Expect(visit.Page.Locator(".note-card:visible")).ToHaveCountAsync(10);
        await Expect(visit.Page.Locator(".unsaved-state")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator(".note-card:visible")).ToHaveCountAsync(10);

        await DeleteTenAsync(visit);
        await Expect(visit.Page.Locator(".unsaved-state")).ToHaveCountAsync(0);
        await visit.OpenAsync("/notes/bin");
        await Expect(visit.Page.Locator(".quotation")).ToHaveCountAsync(10);
    }

    private static async Task DeleteFirstAsync(Visit visit)
    {
        await visit.Page.Locator(".note-card").First.HoverAsync();
        await visit.Page.Locator(".note-card .delete button").First.ClickAsync();
    }

    private static async Task DeleteTenAsync(Visit visit)
    {
        for (var left = 10; left > 0; left--)
        {
            await visit.Page.Locator(".note-card:visible .delete button").First.ClickAsync();
            await Expect(visit.Page.Locator(".note-card:visible")).ToHaveCountAsync(left - 1);
        }
    }

    // Changes the note here, offline and with its card open, and elsewhere, online.
    private static async Task ChangeInTwoPlacesAsync(Visit visit)
    {
        await visit.OpenAsync("/");
        await WriteAsync(visit, Words, "first");
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await CutAsync(visit);
        await EditAsync(visit, "written on the train");
        await Expect(visit.Page.Locator(".unsent-button")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("written on the train");
        await ChangeElsewhereAsync(visit, "written at the desk");
    }

    /// <summary>The same reader in another browser, which shares only the cookie.</summary>
    private static async Task ChangeElsewhereAsync(Visit visit, string note)
    {
        var state = await visit.Page.Context.StorageStateAsync();
        await using var elsewhere = await visit.Page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions { StorageState = state, BaseURL = visit.App.ClientOptions.BaseAddress.ToString() });
        var page = await elsewhere.NewPageAsync();
        await page.GotoAsync("/notes");
        await page.Locator(".note-card summary").First.ClickAsync();
        await page.Locator(".note-card textarea").First.FillAsync(note);
        await page.Locator(".note-card .edit .primary").First.ClickAsync();
        await Expect(page.Locator(".note-body:not(.as-typed)").First).ToHaveTextAsync(note);
    }
}
