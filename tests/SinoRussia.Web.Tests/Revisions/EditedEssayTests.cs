using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Revisions;

/// <summary>What a reader sees of their marks after the essay's file was edited.</summary>
public sealed class EditedEssayTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string InALongParagraph = "Russia and China have a long history of mutual mistrust";

    [Fact]
    public async Task A_mark_on_edited_words_says_so_and_can_show_the_difference()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);

        app.EditEssay("comes to the most important issue", "turns to the most important issue");

        var page = await reader.OpenAsync("/");
        var mark = page.QuerySelector("#p10 mark")!;
        Assert.Equal("Friedman turns to the most important issue", mark.TextContent);
        Assert.Equal("The text changed since you marked it", mark.GetAttribute("title"));
        Assert.Contains("The text changed", page.QuerySelector("#p10 .mark-link")!.GetAttribute("aria-label"));
        var changeNotice = (await reader.OpenAsync($"/notes/{id}")).QuerySelector("details.anchor-state")!;
        Assert.Equal("[removed: comes]", changeNotice.QuerySelector("del")!.TextContent.Trim());
        Assert.Equal("[added: turns]", changeNotice.QuerySelector("ins")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_mark_on_unchanged_words_says_nothing()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);

        app.EditEssay("Throughout most of modern history", "All through most of modern history");

        Assert.False((await reader.OpenAsync("/")).QuerySelector("#p10 mark")!.HasAttribute("title"));
        Assert.Null((await reader.OpenAsync($"/notes/{id}")).QuerySelector(".anchor-state"));
    }

    [Fact]
    public async Task Removed_words_are_listed_where_they_were_with_their_quotation_and_are_marked_when_they_return()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var sentence = SentenceWith(app, InALongParagraph);
        var id = await reader.MarkAsync(app.Essay, InALongParagraph, note: "Why most?");

        app.EditEssay(sentence, "");

        var page = await reader.OpenAsync("/");
        Assert.Empty(page.QuerySelectorAll("mark"));
        var line = page.QuerySelector("#p13 a.lost")!;
        Assert.Equal("1 note whose words are gone", line.TextContent);
        var beside = (await reader.OpenAsync("/p/p13/notes")).QuerySelector($"#lost ~ #card-{id}")!;
        Assert.Equal(InALongParagraph, beside.QuerySelector(".quotation")!.TextContent.Trim());
        Assert.Contains("Why most?", beside.TextContent);
        Assert.Equal(InALongParagraph, (await reader.OpenAsync("/notes")).QuerySelector($"#card-{id} .quotation")!.TextContent.Trim());

        app.UndoEdits();
        var back = await reader.OpenAsync("/");
        Assert.Equal(InALongParagraph, back.QuerySelector("#p13 mark")!.TextContent);
        Assert.Empty(back.QuerySelectorAll(".lost"));
    }

    [Fact]
    public async Task The_notice_about_removed_words_can_be_dismissed_and_returns_when_they_are_removed_again()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var sentence = SentenceWith(app, InALongParagraph);
        var id = await reader.MarkAsync(app.Essay, InALongParagraph);
        app.EditEssay(sentence, "");

        using var dismissed = await reader.FetchAsync((await reader.OpenAsync("/p/p13/notes")).Form("Dismiss"));

        var fragment = await dismissed.DocumentAsync();
        Assert.NotNull(fragment.QuerySelector("#p13"));
        Assert.Empty(fragment.QuerySelectorAll("#p13 .lost"));
        Assert.Contains("near paragraph 13", fragment.QuerySelector($"#card-{id}")!.TextContent);
        Assert.Empty((await reader.OpenAsync("/")).QuerySelectorAll(".lost"));
        Assert.NotNull((await reader.OpenAsync("/notes")).QuerySelector($"#card-{id}"));
        app.UndoEdits();
        await app.CatchUpAsync(); // the words return
        app.EditEssay(sentence, "");
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll(".lost"));
    }

    [Fact]
    public async Task Without_script_a_detached_mark_is_moved_to_a_sentence_and_keeps_its_note_and_address()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var sentence = SentenceWith(app, InALongParagraph);
        var id = await reader.MarkAsync(app.Essay, InALongParagraph, note: "Why most?");
        app.EditEssay(sentence, "");

        var form = PlaceForms(await reader.OpenAsync($"/notes/{id}")).Single(f => f.QuerySelector("[type=radio]") is not null);
        var chosen = form.QuerySelector("label:has([type=radio])")!;
        using var answer = await reader.SendAsync(form, ("passage", chosen.QuerySelector("input")!.GetAttribute("value")!));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await reader.OpenAsync("/");
        Assert.Equal(id.ToString(), page.QuerySelector("#p13 mark")!.GetAttribute("data-annotation"));
        Assert.Equal(chosen.TextContent.Trim(), string.Concat(page.QuerySelectorAll("#p13 mark").Select(m => m.TextContent)));
        Assert.Contains("Why most?", (await reader.OpenAsync($"/notes/{id}")).Body!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".lost"));
    }

    [Fact]
    public async Task Without_script_the_ends_of_a_mark_are_moved_by_a_word()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);
        var steps = PlaceForms(await reader.OpenAsync($"/notes/{id}")).Single(f => f.QuerySelector("[type=radio]") is null);

        var less = steps.QuerySelectorAll("button").Single(b => b.TextContent == "One word less at the end");
        using var answer = await reader.SendAsync(steps, ("passage", less.GetAttribute("value")!));
        var more = steps.QuerySelectorAll("button").Single(b => b.TextContent == "One word more at the beginning");
        using var again = await reader.SendAsync(steps, ("passage", less.GetAttribute("value")!)); // sent again, as after a lost answer
        using var stale = await reader.SendAsync(steps, ("passage", more.GetAttribute("value")!));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [answer.StatusCode, again.StatusCode]);
        Assert.Equal("Friedman comes to the most important", (await reader.OpenAsync("/")).QuerySelector("#p10 mark")!.TextContent);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
    }

    [Fact]
    public async Task Another_readers_mark_cannot_be_moved()
    {
        await using var app = new ReaderApp();
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words);
        await other.MarkAsync(app.Essay, "appearances may be deceptive");
        var form = PlaceForms(await mine.OpenAsync($"/notes/{id}"))[0];

        using var answer = await other.SendAsync(form, ("passage", "0-20"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<mark-adjuster", await other.GetStringAsync($"/?adjust={id}"));
    }

    [Fact]
    public async Task A_removed_address_redirects_to_the_nearest_paragraph_and_says_so()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");
        var gone = app.Essay.FindParagraph("p10")!;

        app.RemoveParagraph("p10");

        using var answer = await reader.GetAsync("/p/p10");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Matches("^/p/p(9|11)\\?was=p10#p(9|11)$", answer.Headers.Location!.ToString());
        Assert.Contains("was removed from the essay", (await reader.OpenAsync(answer.Headers.Location!.ToString())).QuerySelector(".removed")!.TextContent);
        using var notes = await reader.GetAsync("/p/p10/notes");
        Assert.Matches("^/p/p(9|11)/notes", notes.Headers.Location!.ToString());
        using var never = await reader.GetAsync("/p/p999");
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);

        // A paragraph that exists again has its own page.
        app.UndoEdits();
        await reader.OpenAsync("/p/p10");
    }

    [Fact]
    public async Task A_renamed_section_is_found_by_its_words()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");

        app.EditEssay("{#friedman}", "{#a-forecast}");
        app.EditEssay("Throughout most of modern history", "All through most of modern history");

        using var answer = await reader.GetAsync("/s/friedman");
        Assert.StartsWith("/s/a-forecast?was=friedman", answer.Headers.Location!.ToString());
        Assert.NotNull((await reader.OpenAsync(answer.Headers.Location!.ToString())).QuerySelector(".removed"));
    }

    private static string SentenceWith(ReaderApp app, string words)
    {
        var block = app.Essay.Blocks.Single(b => b.Text.Contains(words));
        var sentence = Essays.Sentences.In(block).Single(s => app.Essay.TextOf(s).Contains(words));
        return app.Essay.TextOf(sentence);
    }

    private static List<IHtmlFormElement> PlaceForms(IParentNode page) =>
        [.. page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(form => form.GetAttribute("action")!.Contains("Place"))];
}
