using System.Net;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Annotating without script.</summary>
public sealed class ParagraphFormsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_note_on_the_paragraph_is_saved_and_shown_beside_it()
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "Who is Friedman?"), ("colour", "green"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await reader.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal("Who is Friedman?", page.QuerySelector(".note-card .note-body")!.TextContent.Trim());
        Assert.Equal("green", page.QuerySelector("#p9 mark")!.GetAttribute("data-colour"));
    }

    [Fact]
    public async Task Every_sentence_of_every_paragraph_can_be_highlighted()
    {
        var app = shared.App;
        var page = await app.NewReader().OpenAsync("/p/p11/notes");

        var sentences = page.QuerySelectorAll(".sentences label").Select(label => label.TextContent.Trim()).ToList();

        Assert.Equal(app.Essay.FindParagraph("p11")!.Blocks[0].Text, string.Join(' ', sentences));
        Assert.True(sentences.Count > 1);
    }

    [Fact]
    public async Task A_form_highlights_a_sentence()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p11/notes")).Form("Highlight");
        var second = form.QuerySelectorAll("[name=passage]")[1].GetAttribute("value")!;

        using var answer = await reader.SendAsync(form, ("passage", second), ("colour", "blue"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("It is at best an alliance", (await reader.OpenAsync("/")).QuerySelector("#p11 mark")!.TextContent);
    }

    [Theory]
    [InlineData("", "nothing in the note yet")]
    [InlineData(" \r\n\t ", "nothing in the note yet")]
    public async Task A_note_without_words_is_refused(string note, string reason)
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", note));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, (await answer.DocumentAsync()).QuerySelector(".refusal")!.TextContent);
    }

    [Fact]
    public async Task A_note_of_20001_characters_is_refused_and_stays_in_the_form()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var tooLong = new string('a', 20_001);

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", tooLong), ("colour", "rose"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains("20,001 characters, and 20,000 fit. Shorten it by 1.", page.QuerySelector(".refusal")!.TextContent);
        Assert.Equal(tooLong, page.QuerySelector("#paragraph-note")!.TextContent.Trim());
        Assert.True(page.Form("Note").QuerySelector("[value=rose]")!.HasAttribute("checked"));

        using var shortened = await reader.SendAsync(page.Form("Note"), ("note", tooLong[1..]));
        Assert.Equal(HttpStatusCode.SeeOther, shortened.StatusCode);
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_note()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");

        using var first = await reader.SendAsync(form, ("note", "Once"));
        using var second = await reader.SendAsync(form, ("note", "Once"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [first.StatusCode, second.StatusCode]);
        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task A_note_on_a_paragraph_that_an_edit_removed_is_saved_and_says_so()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p10/notes")).Form("Note");

        app.EditEssay(
            "{#p10}\nFriedman comes to the most important issue in his analysis, saying that on the surface, the participation of Russia and China in the face of a common and strong adversary should be the basis for establishing a strong alliance between them, but appearances may be deceptive.\n\n",
            "");
        using var answer = await reader.SendAsync(form, ("note", "words worth keeping"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await reader.OpenAsync(answer.Headers.Location!.ToString());
        Assert.Equal("words worth keeping", page.QuerySelector(".note-card .note-body")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector(".note-card .anchor-state"));
    }

    [Theory]
    [InlineData("passage", "900-4")]
    [InlineData("passage", "x")]
    [InlineData("passage", "0-99999999")]
    [InlineData("revision", "0000")]
    public async Task A_tampered_form_is_refused_and_keeps_the_words(string field, string value)
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "kept"), (field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("kept", (await answer.DocumentAsync()).QuerySelector("#paragraph-note")!.TextContent.Trim());
    }

    [Fact]
    public async Task Our_script_gets_the_touched_block_the_card_and_a_message_or_the_refusal()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");

        using var refused = await reader.FetchAsync(form, ("note", " "));
        using var saved = await reader.FetchAsync(form, ("note", "Once"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("note-missing", (await refused.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
        var fragment = await saved.DocumentAsync();
        Assert.NotNull(fragment.QuerySelector("#p9 mark"));
        Assert.Contains("Once", fragment.QuerySelector(".note-card")!.TextContent);
        Assert.NotNull(fragment.QuerySelector("#status"));
    }
}
