using System.Net;

namespace SinoRussia.Web.Tests.Annotations;

public sealed class MarkingTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_saved_highlight_is_in_the_page_on_the_next_visit()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var id = await reader.MarkAsync(app.Essay, Words, "Green");

        var mark = (await reader.OpenAsync("/")).QuerySelector("#p10 mark")!;
        Assert.Equal(Words, mark.TextContent);
        Assert.Equal("green", mark.GetAttribute("data-colour"));
        Assert.Equal(id.ToString(), mark.GetAttribute("data-annotation"));
    }

    [Fact]
    public async Task The_answer_contains_the_touched_blocks_the_card_and_a_message()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = Guid.NewGuid();

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "Why *most*?", id: id));

        var fragment = await answer.DocumentAsync();
        Assert.Equal(["p10", $"card-{id}", $"my-{id}", "status"], fragment.Body!.Children.Select(e => e.Id));
        Assert.Equal("most", fragment.QuerySelector(".note-body em")!.TextContent);
        Assert.Contains("Only you see it", fragment.QuerySelector("#status")!.TextContent);
    }

    [Fact]
    public async Task A_highlight_and_its_note_are_there_after_a_restart()
    {
        var app = new ReaderApp();
        var reader = app.NewReader();
        var cookie = (await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "Remember this"))).Cookie(); // the first save sets it
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations");

        await using var again = await app.RestartedAsync();

        var back = again.NewReader();
        back.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(2, (await back.OpenAsync("/")).QuerySelectorAll("mark").Length);
        Assert.Contains("Remember this", (await back.OpenAsync("/notes")).Body!.TextContent);
    }

    [Fact]
    public async Task A_mark_can_include_a_footnote_reference_whose_link_still_works()
    {
        var app = shared.App;
        var reader = app.NewReader();

        await reader.MarkAsync(app.Essay, "Geopolitical Futures,\" the well-known");

        var paragraph = (await reader.OpenAsync("/")).QuerySelector("#p9")!;
        Assert.NotNull(paragraph.QuerySelector("a#ref-friedman[href='#fn-friedman']"));
        Assert.Equal("Geopolitical Futures,\" the well-known", string.Concat(paragraph.QuerySelectorAll("mark").Select(TextOf)));
    }

    [Fact]
    public async Task A_mark_can_span_paragraphs()
    {
        var app = shared.App;
        var reader = app.NewReader();

        await reader.MarkAsync(app.Essay, "may be deceptive.\nHe added");

        var page = await reader.OpenAsync("/");
        Assert.Equal("may be deceptive.", TextOf(page.QuerySelector("#p10 mark")!));
        Assert.Equal("He added", TextOf(page.QuerySelector("#p11 mark")!));
    }

    [Fact]
    public async Task Overlapping_marks_stay_separate()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var first = await reader.MarkAsync(app.Essay, "the most important issue in his analysis");
        var second = await reader.MarkAsync(app.Essay, "important issue in his analysis, saying that", "Blue");

        var page = await reader.OpenAsync("/");
        Assert.Contains(page.QuerySelectorAll("#p10 mark"), mark => mark.GetAttribute("data-annotation") == $"{first} {second}");
        Assert.Equal([$"/notes/{first}", $"/notes/{second}"], page.QuerySelectorAll("#p10 a.mark-link").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task White_space_at_the_ends_of_a_selection_is_trimmed()
    {
        var app = shared.App;
        var reader = app.NewReader();

        await reader.MarkAsync(app.Essay, " comes to the most ");

        Assert.Equal("comes to the most", (await reader.OpenAsync("/")).QuerySelector("#p10 mark")!.TextContent);
    }

    [Fact]
    public async Task A_creation_sent_twice_makes_one_annotation()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var fields = Marks.Fields(app.Essay, Words, note: "Once");

        using var first = await reader.SendMarkAsync(fields);
        using var second = await reader.SendMarkAsync(fields);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task A_creation_sent_again_with_more_words_saves_them()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var fields = Marks.Fields(app.Essay, Words, note: "Once");

        using var first = await reader.SendMarkAsync(fields);
        using var second = await reader.SendMarkAsync(fields.With("note", "Once and again"));

        Assert.Equal("Once and again", (await reader.OpenAsync("/notes")).QuerySelector(".note-card .note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_mark_from_a_page_left_open_during_an_edit_is_still_on_its_words()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var fields = Marks.Fields(app.Essay, Words);
        await reader.OpenAsync("/");

        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        using var answer = await reader.SendMarkAsync(fields);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Words, (await reader.OpenAsync("/")).QuerySelector("#p10 mark")!.TextContent);
    }

    [Fact]
    public async Task A_delayed_mark_whose_words_were_removed_is_saved_and_says_so()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var fields = Marks.Fields(app.Essay, "Throughout most of modern history", note: "Since when?");
        await reader.OpenAsync("/");

        app.EditEssay("Throughout most of modern history", "In former days");
        using var answer = await reader.SendMarkAsync(fields);
        using var again = await reader.SendMarkAsync(fields);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [answer.StatusCode, again.StatusCode]);
        var card = (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Single();
        Assert.Equal("Throughout most of modern history", card.QuerySelector(".quotation")!.TextContent.Trim());
        Assert.Contains("no longer in the essay", card.TextContent);
        Assert.Contains("Since when?", card.TextContent);
    }

    [Fact]
    public async Task A_save_that_fails_on_disk_says_so_and_the_page_is_still_served()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        using var locked = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "reader.db")}");
        locked.Open();
        using var refuse = locked.CreateCommand();
        refuse.CommandText = "CREATE TRIGGER refuse BEFORE INSERT ON Annotations BEGIN SELECT RAISE(ABORT, 'disk full'); END";
        refuse.ExecuteNonQuery();

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, "appearances may be deceptive"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Your words are still here", await answer.Content.ReadAsStringAsync());
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll("mark"));
    }

    private static string TextOf(AngleSharp.Dom.IElement mark)
    {
        var copy = (AngleSharp.Dom.IElement)mark.Clone();
        foreach (var apparatus in copy.QuerySelectorAll("[data-apparatus]"))
        {
            apparatus.Remove();
        }

        return copy.TextContent;
    }
}
