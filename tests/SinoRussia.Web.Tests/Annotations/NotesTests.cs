using System.Net;

namespace SinoRussia.Web.Tests.Annotations;

public sealed class NotesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task My_notes_are_in_text_order_and_link_back_to_the_text()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "an alliance motivated by fear", note: "later in the text");
        await reader.MarkAsync(app.Essay, Words, note: "earlier in the text");

        var cards = (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").ToList();

        Assert.Equal([Words, "an alliance motivated by fear"], cards.Select(card => card.QuerySelector(".quotation")!.TextContent.Trim()));
        Assert.Equal(["/p/p10#p10", "/p/p12#p12"], cards.Select(card => card.QuerySelector(".quotation a")!.GetAttribute("href")));
    }

    [Fact]
    public async Task A_note_cannot_execute_script()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var id = await reader.MarkAsync(app.Essay, Words, note:
            "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://other.example/c.png) **bold**");

        foreach (var address in new[] { "/notes", $"/notes/{id}", "/p/p10/notes" })
        {
            var body = (await reader.OpenAsync(address)).QuerySelector(".note-body")!;
            Assert.Empty(body.QuerySelectorAll("script, img, [onerror], [href^='javascript']"));
            Assert.Equal("bold", body.QuerySelector("strong")!.TextContent);
            Assert.Contains("<script>alert(1)</script>", body.TextContent);
        }
    }

    [Fact]
    public async Task A_note_can_be_changed_and_recoloured()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first thought");

        var page = await reader.OpenAsync($"/notes/{id}");
        using var answer = await reader.SendAsync(page.Form("Save"), ("note", "second thought"), ("colour", "rose"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var saved = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal("second thought", saved.QuerySelector(".note-body")!.TextContent.Trim());
        Assert.Equal("rose", (await reader.OpenAsync("/")).QuerySelector("mark")!.GetAttribute("data-colour"));
    }

    [Fact]
    public async Task An_emptied_note_becomes_a_highlight_again()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "a thought");

        using var answer = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "  \r\n "));

        Assert.Null((await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-card .note-body"));
        Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("mark"));
    }

    [Fact]
    public async Task A_change_based_on_an_older_version_is_not_saved_and_shows_both_texts()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        var old = await reader.OpenAsync($"/notes/{id}");
        using var elsewhere = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "from the other window"));

        using var answer = await reader.SendAsync(old.Form("Save"), ("note", "from this window"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        var both = await answer.DocumentAsync();
        Assert.Contains("from the other window", both.QuerySelector(".note-body")!.TextContent);
        Assert.Equal("from this window", both.QuerySelector("textarea[name=note]")!.TextContent.Trim());

        using var merged = await reader.SendAsync(both.Form("Save"), ("note", "from both windows"));
        Assert.Equal(HttpStatusCode.SeeOther, merged.StatusCode);
        Assert.Contains("from both windows", (await reader.OpenAsync($"/notes/{id}")).Body!.TextContent);
    }

    [Fact]
    public async Task A_change_sent_again_because_its_answer_was_lost_does_not_conflict_with_itself()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("Save");
        using var detached = await reader.FetchAsync(form, ("note", "second"));

        using var again = await reader.FetchAsync(form, ("note", "second"));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("2", (await again.DocumentAsync()).QuerySelector(".note-card")!.GetAttribute("data-version"));
    }

    [Fact]
    public async Task Repeated_delete_and_undo_requests_get_the_same_answers()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);
        var delete = (await reader.OpenAsync($"/notes/{id}")).Form("Delete");
        using var detached = await reader.FetchAsync(delete);
        using var again = await reader.FetchAsync(delete);
        var restore = (await again.DocumentAsync()).Form("Restore");
        using var lostToo = await reader.FetchAsync(restore);
        using var back = await reader.FetchAsync(restore);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [again.StatusCode, back.StatusCode]);
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll("mark"));
    }

    [Fact]
    public async Task Words_written_on_a_note_that_was_deleted_elsewhere_stay_and_saving_them_restores_it()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        var page = await reader.OpenAsync($"/notes/{id}");
        using var elsewhere = await reader.SendAsync(page.Form("Delete"));

        using var answer = await reader.FetchAsync(page.Form("Save"), ("note", "written meanwhile"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        var both = await answer.DocumentAsync();
        Assert.Contains("deleted elsewhere", both.QuerySelector(".refusal")!.TextContent);
        Assert.Equal("written meanwhile", both.QuerySelector("textarea")!.TextContent.Trim());
        using var saved = await reader.FetchAsync(both.Form("Save"), ("note", "written meanwhile"));
        Assert.Equal("written meanwhile", (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_change_to_a_note_that_does_not_exist_is_refused_with_an_explanation()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words, note: "mine");
        await other.MarkAsync(app.Essay, Words);

        using var answer = await other.FetchAsync((await mine.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "theirs"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("gone", (await answer.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
    }

    [Fact]
    public async Task A_page_can_request_the_current_state_of_its_blocks_and_margin_notes()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        var id = await reader.MarkAsync(app.Essay, Words, note: "a thought");

        using var answer = await reader.GetAsync("/notes?handler=Blocks&block=p12");

        Assert.Equal(app.Essay.Revision, answer.Headers.GetValues("Revision").Single());
        var fragment = await answer.DocumentAsync();
        Assert.Equal(["p10", "p12", "my-note-list"], fragment.Body!.Children.Select(block => block.Id));
        Assert.Equal(2, fragment.QuerySelectorAll("#p10 mark").Length);
        Assert.Equal([$"my-{id}"], fragment.QuerySelectorAll("#my-note-list > li").Select(note => note.Id));
    }

    [Fact]
    public async Task Deleting_can_be_undone()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "a thought");

        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Delete"));
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        Assert.Empty((await reader.OpenAsync("/")).QuerySelectorAll("mark"));
        Assert.Empty((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));

        using var restored = await reader.SendAsync((await reader.OpenAsync(deleted.Headers.Location!.ToString())).Form("Restore"));
        Assert.Equal(HttpStatusCode.SeeOther, restored.StatusCode);
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll("mark"));
        Assert.Contains("a thought", (await reader.OpenAsync($"/notes/{id}")).Body!.TextContent);
    }

    [Fact]
    public async Task Deleting_by_script_returns_the_block_without_the_mark_and_an_Undo()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);

        using var answer = await reader.FetchAsync((await reader.OpenAsync($"/notes/{id}")).Form("Delete"));

        var fragment = await answer.DocumentAsync();
        Assert.Empty(fragment.QuerySelectorAll("#p10 mark"));
        Assert.NotNull(fragment.QuerySelector("#status form"));
        using var undone = await reader.FetchAsync(fragment.Form("Restore"));
        Assert.Single((await undone.DocumentAsync()).QuerySelectorAll("#p10 mark"));
    }

    [Fact]
    public async Task Another_readers_notes_can_be_neither_seen_nor_changed()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words, note: "mine alone");
        await other.MarkAsync(app.Essay, Words);
        var page = await mine.OpenAsync($"/notes/{id}");

        using var seen = await other.GetAsync($"/notes/{id}");
        using var changed = await other.SendAsync(page.Form("Save"), ("note", "defaced"));
        using var deleted = await other.SendAsync(page.Form("Delete"));

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [seen.StatusCode, changed.StatusCode, deleted.StatusCode]);
        Assert.DoesNotContain("mine alone", (await other.OpenAsync("/notes")).Body!.TextContent);
        Assert.Contains("mine alone", (await mine.OpenAsync($"/notes/{id}")).Body!.TextContent);
    }

    [Fact]
    public async Task Another_readers_note_and_a_missing_note_get_the_same_answer()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words);
        await other.MarkAsync(app.Essay, Words);

        using var others = await other.GetAsync($"/notes/{id}");
        using var none = await other.GetAsync($"/notes/{Guid.NewGuid()}");

        Assert.Equal(await none.Content.ReadAsStringAsync(), await others.Content.ReadAsStringAsync());
    }
}
