using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>A choice of notes that a reader shows with one link.</summary>
public sealed class ShownReadingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task A_choice_is_shown_as_it_was_in_the_order_of_the_essay_and_grows_only_when_asked()
    {
        var reader = app.NewReader();
        var words = Marks.Sentences(app.Essay).Where(sentence => sentence.Length > 40).Take(40).ToList();
        await reader.MarkAsync(app.Essay, words[30], colour: "Blue", note: "late");
        await reader.MarkAsync(app.Essay, words[3], colour: "Blue", note: "early");
        await reader.MarkAsync(app.Essay, words[5], colour: "Rose", note: "other colour");

        using var shown = await reader.SendAsync((await reader.OpenAsync("/notes?colour=blue&sort=newest")).Form("handler=Show"));
        Assert.StartsWith("/notes/shown#link-", shown.Headers.Location!.ToString());
        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).Form("handler=Name"), ("name", "Ada"));
        var link = Assert.Single(await reader.LinksAsync());
        await reader.MarkAsync(app.Essay, words[10], colour: "Blue", note: "written later");

        Assert.Equal(["early", "late"], await NotesAsync(link));
        var page = await app.CreateDefaultClient().OpenAsync(link);
        Assert.Contains("2 notes", page.QuerySelector("h1")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll(".shown-notes > h2"));
        Assert.Contains("2 notes by Ada", page.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync($"{link}/card.png"));

        var add = (await reader.OpenAsync("/notes/shown")).Form("handler=Add");
        Assert.Contains("Add the one that matches now", add.TextContent);
        using var added = await reader.SendAsync(add);
        Assert.Equal(["early", "written later", "late"], await NotesAsync(link));
    }

    [Fact]
    public async Task Ticked_notes_are_shown_together_and_end_together_unless_another_link_shows_them()
    {
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "first");
        var second = await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "second");
        await reader.MarkAsync(app.Essay, "Friedman comes to the most important issue", note: "third");
        var own = await reader.ShowAsync(first);

        using var shown = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{first}"), ("ids", $"{second}"), ("act", "show")));
        var link = (await reader.LinksAsync()).Single(one => one != own);
        Assert.Equal(["first", "second"], (await NotesAsync(link)).Order(StringComparer.Ordinal));

        using var ended = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links li").Single(item => item.InnerHtml.Contains(link)).Form("handler=End"));
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(own));
        Assert.Contains("Only you can see this", (await reader.OpenAsync($"/notes/{second}")).QuerySelector("main")!.TextContent);
        Assert.Contains("With a link", (await reader.OpenAsync($"/notes/{first}")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task All_links_end_together()
    {
        var reader = app.NewReader();
        var first = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "the well-known American thinker"));
        var second = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive"));

        using var ended = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).Form("EndAll"));

        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(first));
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(second));
        Assert.Contains("Nobody else sees any of your notes", (await reader.OpenAsync("/notes/shown")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task The_order_follows_the_essay_when_it_was_just_edited()
    {
        await using var own = new ReaderApp();
        var reader = own.NewReader();
        var paragraph = own.Essay.FindParagraph("p10")!;
        await reader.MarkAsync(own.Essay, own.Essay.Text[paragraph.Start..(paragraph.Start + 60)], note: "on words that are deleted");
        var single = await reader.ShowAsync(await reader.MarkAsync(own.Essay, "a long history of mutual mistrust", note: "on words that stay"));
        await reader.ShowAllAsync();
        var reading = Assert.Single(await reader.LinksAsync(), link => link != single);
        Assert.Equal(["on words that are deleted", "on words that stay"], await NotesAsync(own.CreateDefaultClient(), reading));

        own.RemoveParagraph("p10");

        Assert.Equal(["on words that stay", "on words that are deleted"], await NotesAsync(own.CreateDefaultClient(), reading));
    }

    [Fact]
    public async Task Links_that_together_show_very_many_notes_take_no_more()
    {
        await using var own = new ReaderApp();
        var reader = own.NewReader();
        await reader.ShowAsync(await reader.MarkAsync(own.Essay, "appearances may be deceptive"));
        await reader.ShowAllAsync();
        await using var db = await own.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 49998)
            INSERT INTO "NoteLinks" ("Id", "ReaderId", "EssayId", "Token", "CreatedAt") SELECT printf('00000000-0000-0000-0000-%012d', i), "ReaderId", "EssayId", printf('%022d', i), 0 FROM n, (SELECT * FROM "NoteLinks" LIMIT 1)
            """);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ShownAnnotations" ("LinkId", "AnnotationId") SELECT "Id", (SELECT "Id" FROM "Annotations") FROM "NoteLinks" WHERE "Token" LIKE '000%'""");
        await reader.MarkAsync(own.Essay, "the well-known American thinker");

        var page = await reader.OpenAsync("/notes/shown");
        using var added = await reader.SendAsync(page.Form("handler=Add"));

        Assert.Equal(50, page.QuerySelectorAll(".links > li").Length);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, added.StatusCode);
        Assert.Contains("more than 50,000 notes", (await added.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task Nothing_chosen_and_the_notes_of_another_reader_are_not_shown()
    {
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        var foreign = await app.NewReader().MarkAsync(app.Essay, "the well-known American thinker", note: "mine alone");

        using var none = await reader.PostAsync("/notes?handler=Show&tag=nosuchtag", Forms.Encoded());
        using var others = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{foreign}"), ("act", "show")));
        using var page = await reader.GetAsync($"/notes/{foreign}/show");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, others.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Empty((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links li"));
    }

    [Fact]
    public async Task A_page_tells_of_words_that_moved_changed_or_went()
    {
        await using var own = new ReaderApp();
        var reader = own.NewReader();
        var changed = await reader.ShowAsync(await reader.MarkAsync(own.Essay, "Throughout most of modern history", note: "a"));
        var gone = await reader.ShowAsync(await reader.MarkAsync(own.Essay, "the well-known American thinker", note: "b"));
        own.EditEssay("Throughout most of modern history", "Throughout much of modern history");
        own.EditEssay("the well-known American thinker", "a man");

        var first = await own.CreateDefaultClient().OpenAsync(changed);
        var second = await own.CreateDefaultClient().OpenAsync(gone);

        Assert.Contains("The text changed since it was marked", first.QuerySelector(".anchor-state")!.TextContent);
        Assert.Equal("Throughout much of modern history", first.QuerySelector(".quotation mark")!.TextContent);
        Assert.Contains("no longer in the essay", second.QuerySelector(".anchor-state")!.TextContent);
        Assert.Equal("the well-known American thinker", second.QuerySelector(".quotation mark")!.TextContent);
        Assert.Null(second.QuerySelector(".read-it"));
    }

    private Task<IEnumerable<string>> NotesAsync(string link) => NotesAsync(app.CreateDefaultClient(), link);

    private static async Task<IEnumerable<string>> NotesAsync(HttpClient friend, string link) =>
        (await friend.OpenAsync(link)).QuerySelectorAll(".shown-note .note-body").Select(note => note.TextContent.Trim());
}
