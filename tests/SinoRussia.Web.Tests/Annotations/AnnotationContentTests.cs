using System.Net;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Tags, colours and their names, and earlier versions of a note.</summary>
public sealed class AnnotationContentTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task The_notes_form_adds_and_removes_tags_and_later_suggests_them()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "a thought");

        using var added = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("tags", "treaty, 俄羅斯"));
        var tagged = await reader.OpenAsync($"/notes/{id}");
        using var removed = await reader.SendAsync(tagged.Form("Save"), ("tags", "treaty"), ("tags", " Arctic"));

        Assert.Equal(["treaty", "俄羅斯"], tagged.QuerySelectorAll("p.tags .tag").Select(tag => tag.TextContent));
        Assert.Equal(["treaty", "俄羅斯"], tagged.QuerySelectorAll("#own-tags option").Select(option => option.GetAttribute("value")));
        var left = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal(["treaty", "Arctic"], left.QuerySelectorAll(".note-card p.tags .tag").Select(tag => tag.TextContent));
        Assert.Equal("a thought", left.QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_paragraphs_form_accepts_tags_and_keeps_them_after_a_refusal()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");

        using var refused = await reader.SendAsync(form, ("note", "kept"), ("tags", $"short, {new string('x', 65)}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.Contains("longer than 64 characters", page.QuerySelector(".refusal")!.TextContent);
        using var saved = await reader.SendAsync(page.Form("Note"), ("tags", "short"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("short", (await reader.OpenAsync("/notes")).QuerySelector(".note-card p.tags .tag")!.TextContent);
    }

    [Fact]
    public async Task A_form_without_a_tags_field_leaves_the_tags_unchanged()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "a thought");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("tags", "treaty"));

        using var changed = await reader.PostAsync($"/notes/{id}?handler=Save", new FormUrlEncodedContent(
            [new("version", "2"), new("colour", "green"), new("note", "another")]));

        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Equal("treaty", (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-card .tag")!.TextContent);
    }

    [Theory]
    [InlineData("violet")]
    [InlineData("grey")]
    [InlineData("underline")]
    public async Task The_newer_colours_are_offered_and_saved(string colour)
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "seen"), ("colour", colour));

        Assert.Equal(colour, (await reader.OpenAsync("/")).QuerySelector("#p9 mark")!.GetAttribute("data-colour"));
    }

    [Fact]
    public async Task A_readers_name_for_a_colour_is_shown_wherever_colours_are_chosen_and_only_to_them()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());

        using var named = await mine.SendAsync((await mine.OpenAsync("/notes/colours")).Form("colours"), ("rose", "  doubtful   claim "));

        Assert.Equal(HttpStatusCode.SeeOther, named.StatusCode);
        Assert.Equal("Highlight in rose (doubtful claim)", (await mine.OpenAsync("/")).QuerySelector(".swatch[data-colour=rose]")!.GetAttribute("aria-label"));
        Assert.Contains("doubtful claim", (await mine.OpenAsync("/p/p9/notes")).QuerySelector(".colour[data-colour=rose]")!.TextContent);
        Assert.Equal("Highlight in rose", (await other.OpenAsync("/")).QuerySelector(".swatch[data-colour=rose]")!.GetAttribute("aria-label"));

        using var unnamed = await mine.SendAsync((await mine.OpenAsync("/notes/colours")).Form("colours"), ("rose", ""));
        Assert.Equal("Highlight in rose", (await mine.OpenAsync("/")).QuerySelector(".swatch[data-colour=rose]")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_and_stays_in_the_form()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var name = new string('n', 41);

        using var refused = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("colours"), ("blue", name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(name, (await refused.DocumentAsync()).QuerySelector("#name-blue")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Earlier_versions_are_stored_shown_and_restored_and_nothing_is_overwritten()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        using var second = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"), ("colour", "rose"), ("tags", "later"));

        var page = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal(["first"], page.QuerySelectorAll(".versions .note-body").Select(note => note.TextContent.Trim()));
        using var restored = await reader.SendAsync(page.Form("RestoreVersion"));

        Assert.Equal(HttpStatusCode.SeeOther, restored.StatusCode);
        var after = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal("first", after.QuerySelector(".note-card .note-body")!.TextContent.Trim());
        Assert.Equal("amber", after.QuerySelector(".note-card")!.GetAttribute("data-colour"));
        Assert.Equal(["second", "first"], after.QuerySelectorAll(".versions .note-body").Select(note => note.TextContent.Trim()));
        Assert.Equal("later", after.QuerySelector(".versions .tag")!.TextContent);
    }

    [Fact]
    public async Task A_save_without_changes_makes_no_version()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "the same");

        using var again = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"));

        var page = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal("1", page.QuerySelector(".note-card")!.GetAttribute("data-version"));
        Assert.Null(page.QuerySelector(".versions"));
    }

    [Fact]
    public async Task An_edit_sent_twice_because_its_answer_was_lost_is_not_a_conflict()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("Save");

        using var once = await reader.SendAsync(form, ("note", "second"));
        using var twice = await reader.SendAsync(form, ("note", "second"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [once.StatusCode, twice.StatusCode]);
        Assert.Single((await reader.OpenAsync($"/notes/{id}")).QuerySelectorAll(".versions > li"));
    }

    [Fact]
    public async Task Editing_a_note_that_was_deleted_elsewhere_gives_the_words_back()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        var page = await reader.OpenAsync($"/notes/{id}");
        using var deleted = await reader.SendAsync(page.Form("Delete"));

        using var edited = await reader.SendAsync(page.Form("Save"), ("note", "words of an hour"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, edited.StatusCode);
        var answer = await edited.DocumentAsync();
        Assert.Equal("words of an hour", answer.QuerySelector("textarea[name=note]")!.TextContent.Trim());

        using var saved = await reader.SendAsync(answer.Form("Save"));
        Assert.Equal("words of an hour", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task Another_readers_earlier_versions_cannot_be_restored()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words, note: "first");
        await other.MarkAsync(app.Essay, Words);
        using var second = await mine.SendAsync((await mine.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"));

        using var taken = await other.SendAsync((await mine.OpenAsync($"/notes/{id}")).Form("RestoreVersion"));

        Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        Assert.Equal("second", (await mine.OpenAsync($"/notes/{id}")).QuerySelector(".note-card .note-body")!.TextContent.Trim());
    }
}
