using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Words that a reader wrote for themselves do not become visible with a note that others see.</summary>
public sealed class PrivateWordsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";

    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task What_is_written_on_shown_words_is_not_shown_by_itself()
    {
        var (reader, id) = await NotedAsync("For all.");
        var link = await reader.ShowAsync(id);

        using var recoloured = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, colour: "Blue"));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(link)); // no words were added

        using var added = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "For me."));
        Assert.Contains("only for you", (await added.DocumentAsync()).QuerySelector("#status")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));

        using var shown = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).Form("HeldBack"));
        Assert.Contains("For me.", await app.CreateDefaultClient().GetStringAsync(link));
    }

    [Fact]
    public async Task Without_script_too_the_reader_is_told_that_it_is_private_where_they_can_show_it_again()
    {
        var (reader, id) = await NotedAsync("For all.");
        await reader.ShowAsync(id);

        using var answer = await reader.PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, Words, note: "For me.")));

        Assert.Equal((HttpStatusCode.SeeOther, $"/notes/{id}/show"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("only for you", (await reader.OpenAsync($"/notes/{id}/show")).QuerySelector("[role=status]")!.TextContent);
    }

    [Fact]
    public async Task A_private_note_on_the_same_words_is_not_shown_with_a_new_one()
    {
        var reader = app.NewReader();
        await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive"));
        var id = await reader.MarkAsync(app.Essay, Words, note: "For me.");

        using var saved = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "For all.").With("visibility", "link"));

        Assert.Contains("Nobody else sees it yet", (await saved.DocumentAsync()).QuerySelector("#status")!.TextContent);
        Assert.Contains("Only you can see this", (await reader.OpenAsync($"/notes/{id}")).QuerySelector("main")!.TextContent);
        Assert.Single(await reader.LinksAsync());
    }

    [Fact]
    public async Task A_restored_private_note_is_not_shown_with_the_shown_one_that_it_becomes()
    {
        var (reader, hidden) = await NotedAsync("For me.");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{hidden}")).Form("handler=Delete"));
        var link = await reader.ShowAsync(await reader.MarkAsync(app.Essay, Words, note: "For all."));

        using var restored = await reader.SendAsync((await reader.OpenAsync($"/notes/{hidden}")).Form("handler=Restore"));

        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link)); // its note is part of the private one, and in the bin
        Assert.Contains("Only you can see this", (await reader.OpenAsync($"/notes/{hidden}")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task A_shown_note_that_is_moved_onto_private_words_is_held_back()
    {
        var (reader, id) = await NotedAsync("For all.");
        var link = await reader.ShowAsync(id);
        await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "For me.");
        var start = app.Essay.Text.IndexOf("appearances may be deceptive", StringComparison.Ordinal);

        using var moved = await reader.PostAsync(
            $"/notes/{id}?handler=Place",
            Forms.Encoded(("version", (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-card")!.GetAttribute("data-version")!), ("revision", app.Essay.Revision), ("passage", $"{start}-{start + 28}")));

        Assert.Equal((HttpStatusCode.SeeOther, $"/notes/{id}/show"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
    }

    [Fact]
    public async Task A_change_is_seen_with_the_same_link_but_not_from_a_form_that_said_it_was_private()
    {
        var (reader, id) = await NotedAsync("first");
        var before = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Save");
        var link = await reader.ShowAsync(id);

        using var stale = await reader.SendAsync(before, ("note", "for me"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.DoesNotContain("for me", await app.CreateDefaultClient().GetStringAsync(link));

        var now = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Save");
        Assert.Contains("Whoever has the link sees what you save here", now.TextContent);
        using var saved = await reader.SendAsync(now, ("note", "second"));
        Assert.Contains("second", await app.CreateDefaultClient().GetStringAsync(link));
    }

    [Fact]
    public async Task What_was_saved_privately_stays_private_if_the_note_was_shown_just_before()
    {
        var (reader, id) = await NotedAsync("For all.");
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Save");
        var button = form.QuerySelector("button.primary")!;
        var link = await reader.ShowAsync(id);
        var version = (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-card")!.GetAttribute("data-version")!; // the outbox gives it to what waits

        using var recoloured = await reader.FetchAsync(form, ("version", version), ("colour", "blue"), (button.GetAttribute("name")!, button.GetAttribute("value")!));
        Assert.Contains("For all.", await app.CreateDefaultClient().GetStringAsync(link)); // no words were added
        version = (await recoloured.DocumentAsync()).QuerySelector(".note-card")!.GetAttribute("data-version")!;
        using var saved = await reader.FetchAsync(form, ("version", version), ("note", "For me."), (button.GetAttribute("name")!, button.GetAttribute("value")!));

        var answer = await saved.DocumentAsync();
        Assert.Contains("only for you", answer.QuerySelector("#status")!.TextContent);
        Assert.Contains("Save privately", answer.QuerySelector(".note-card")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
    }

    private async Task<(HttpClient Reader, Guid Id)> NotedAsync(string? note)
    {
        var reader = app.NewReader();
        return (reader, await reader.MarkAsync(app.Essay, Words, note: note));
    }
}
