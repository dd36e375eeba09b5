using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Drafts are offered where they were started, and the reader's tabs stay in agreement.</summary>
public sealed class DraftsTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_draft_is_offered_at_its_passage_after_a_reload()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.TypeAsync("half a thou");

        await visit.Page.ReloadAsync();
        await visit.AssertAccessibleAsync();
        await visit.Page.Locator("#p10 .unsaved").ClickAsync();

        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("half a thou");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_draft_that_is_filled_in_stays_when_a_tag_is_added()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "first");
        await visit.BeginEditingAsync("p10");
        await visit.Page.Keyboard.TypeAsync(" and more");
        await visit.OpenAsync("/");
        await visit.Page.Locator("#p10 .unsaved").ClickAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("first and more");

        await visit.Panel.Locator("input[name=tags]:not([type])").FillAsync("treaty");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Panel.Locator("label.tag")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".unsaved-state")).ToHaveCountAsync(0);
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("first and more");
    }

    [Fact]
    public async Task A_draft_that_is_filled_in_in_two_tabs_is_gone_in_both_when_it_is_saved_in_one()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.WriteAsync(Words, "first");
        await visit.BeginEditingAsync("p10");
        await visit.Page.Keyboard.TypeAsync(" and more");
        var essay = await visit.NewTabAsync("/notes");
        await Expect(visit.Page.Locator(".note-card textarea")).ToHaveValueAsync("first and more");
        var list = visit.Page;

        visit.Turn(essay);
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visit.Panel.Locator(".note-body:not(.as-typed)")).ToHaveTextAsync("first and more");

        await Expect(list.Locator(".note-card .note-body:not(.as-typed)")).ToHaveTextAsync("first and more");
        await Expect(list.Locator(".draft-offer")).ToHaveCountAsync(0);
        await list.ReloadAsync();
        await Expect(list.Locator(".note-card .note-body")).ToHaveTextAsync("first and more");
        await Expect(list.GetByText("Drafts")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Drafts_are_listed_with_quotation_and_can_be_discarded()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.TypeAsync("never finished");
        await visit.OpenAsync("/p/p10/notes");
        await visit.Page.Locator("#paragraph-note").FillAsync("about the paragraph");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#paragraph-note")).ToHaveValueAsync("about the paragraph");

        await visit.OpenAsync("/notes");
        var drafts = visit.Page.Locator("#unsent li");
        await Expect(drafts).ToHaveCountAsync(2);
        await Expect(drafts.Filter(new LocatorFilterOptions { HasText = "never finished" }).Locator(".quotation")).ToHaveTextAsync(Words);
        await visit.AssertAccessibleAsync();
        await drafts.First.GetByText("Discard").ClickAsync();
        await drafts.First.GetByText("Discard permanently?").ClickAsync();
        await Expect(drafts).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Unsaved_tags_and_colour_return_even_without_a_note()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.OpenAsync("/notes");
        await visit.Page.Locator(".note-card summary").ClickAsync();
        await visit.Page.Locator(".note-card [name=tags]").FillAsync("war, peace");
        await visit.Page.Locator(".note-card [value=blue]").CheckAsync();
        await visit.OpenAsync("/p/p2/notes");
        await visit.Page.Locator("#sentence-note").FillAsync("about a sentence");
        await visit.Page.Locator(".sentences input").Nth(1).CheckAsync();

        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#sentence-note")).ToHaveValueAsync("about a sentence");
        await Expect(visit.Page.Locator(".sentences input").Nth(1)).ToBeCheckedAsync();
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".note-card [name=tags]")).ToHaveValueAsync("war, peace");
        await Expect(visit.Page.Locator(".note-card [value=blue]")).ToBeCheckedAsync();
        await Expect(visit.Page.Locator(".note-card .draft-offer")).ToBeVisibleAsync();
        await visit.Page.Locator(".note-card .primary").ClickAsync();

        await Expect(visit.Page.Locator(".note-card[data-colour=blue] > .tags .tag")).ToHaveTextAsync(["war", "peace"]);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator(".note-card .draft-offer")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_note_on_a_paragraph_is_saved_on_its_page_without_leaving_it()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/p/p10/notes");
        await visit.Page.Locator("#paragraph-note").FillAsync("first");
        await visit.Page.Locator("form.write .primary").First.ClickAsync();
        await Expect(visit.Page.Locator(".note-card .note-body")).ToHaveTextAsync("first");
        await Expect(visit.Page.Locator("#paragraph-note")).ToHaveValueAsync("");
        await visit.Page.Locator("#paragraph-note").FillAsync("second");
        await visit.Page.Locator("form.write .primary").First.ClickAsync();

        // The same words have one annotation: the second note follows the first.
        await Expect(visit.Page.Locator(".note-card .note-body p")).ToHaveTextAsync(["first", "second"]);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator(".note-card")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".note-card .note-body p")).ToHaveTextAsync(["first", "second"]);
        await Expect(visit.Page.Locator("#paragraph-note")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_too_long_note_is_returned_with_its_words_and_the_reason()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Panel.Locator("textarea").FillAsync(new string('a', 20_001));
        await visit.Panel.Locator(".primary").ClickAsync();

        await Expect(visit.Panel.Locator(".refusal")).ToContainTextAsync("Shorten it by 1.");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync(new string('a', 20_001));
    }

    [Fact]
    public async Task A_mark_made_changed_and_deleted_in_one_tab_is_updated_in_the_other()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var other = await visit.NewTabAsync("/");

        await visit.HighlightAsync(Words, "green");
        await Expect(other.Locator("#p10 mark[data-colour=green]")).ToHaveTextAsync(Words);

        await visit.OpenAsync("/notes");
        await visit.Page.Locator(".note-card .delete button").ClickAsync();
        await Expect(other.Locator("#p10 .mark-link")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Changes_by_forms_without_script_show_in_the_other_tab()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var other = await visit.NewTabAsync("/p/p10/notes");
        await visit.Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))");
        await visit.Page.Locator("#paragraph-note").FillAsync("sent as a page");

        await visit.Page.Locator("form.write .primary").First.ClickAsync();

        await Expect(visit.Page.Locator(".note-card")).ToHaveCountAsync(1);
        await Expect(other.Locator("#p10 .mark-link")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_tab_also_updates_the_margin_notes_and_the_list_of_all()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync("Throughout most of modern history");
        var essay = await visit.NewTabAsync("/notes");
        await Expect(visit.Page.Locator(".tally")).ToContainTextAsync("1 passage");
        var list = await visit.NewTabAsync("/p/p10/notes");
        await visit.Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))");
        await visit.Page.Locator("#paragraph-note").FillAsync("sent as a page");
        await visit.Page.Locator("form.write .primary").First.ClickAsync();

        await Expect(essay.Locator(".my-note .note-body")).ToHaveTextAsync("sent as a page");
        await Expect(essay.Locator(".my-note")).ToBeVisibleAsync();
        await Expect(list.Locator(".entry .note-card")).ToHaveCountAsync(2);
        await Expect(list.Locator(".tally")).ToContainTextAsync("2 passages");

        await visit.Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => form.removeAttribute('data-enhance'))");
        await visit.Page.Locator(".note-card .delete button").ClickAsync();
        await Expect(essay.Locator(".my-note")).ToHaveCountAsync(0);
        await Expect(list.Locator(".entry .note-card")).ToHaveCountAsync(1);

        visit.Turn(essay);
        await visit.HighlightAsync(Words);
        await Expect(list.Locator(".entry .note-card")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_note_edited_in_two_tabs_shows_both_texts()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.HighlightAsync(Words);
        await visit.OpenAsync("/notes");
        await visit.Page.Locator(".note-card summary").ClickAsync();
        var note = visit.Page.Locator(".note-card textarea");
        await note.FillAsync("from the first tab");
        var first = await visit.NewTabAsync("/notes");
        await visit.Page.Locator(".note-card textarea").FillAsync("from the second tab");

        await visit.Page.Locator(".note-card .edit .primary").ClickAsync();
        await Expect(visit.Page.Locator(".note-card .note-body:not(.as-typed)")).ToHaveTextAsync("from the second tab");

        await Expect(first.Locator(".note-card .note-body:not(.as-typed)")).ToHaveTextAsync("from the second tab");
        await Expect(first.Locator(".note-card textarea")).ToHaveValueAsync("from the first tab");
        await Expect(first.Locator(".note-card .refusal")).ToContainTextAsync("changed elsewhere while you were writing");
        await first.Locator(".note-card .edit .primary").ClickAsync();
        await Expect(first.Locator(".note-card .note-body:not(.as-typed)")).ToHaveTextAsync("from the first tab");
        await Expect(visit.Page.Locator(".note-card .note-body:not(.as-typed)")).ToHaveTextAsync("from the first tab");
    }
}
