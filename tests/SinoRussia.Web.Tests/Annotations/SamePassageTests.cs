using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Marking exactly the same words again changes the mark that is there, whatever sends it.</summary>
public sealed class SamePassageTests
{
    internal const string Words = "It is at best an alliance “on paper,” (Al-Ghad Al-Jordan, November 20, 2018)."; // a whole sentence, so that the forms offer it, too

    [Theory]
    [InlineData("toolbar", "toolbar")]
    [InlineData("toolbar", "form")]
    [InlineData("form", "toolbar")]
    [InlineData("form", "form")]
    [InlineData("program", "toolbar")]
    [InlineData("program", "form")]
    public async Task One_annotation_takes_the_new_colour_and_keeps_its_note_and_tags(string first, string second)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations"); // makes the reader

        await MarkAsync(app, reader, first, "green", "first thought", "history");
        var before = await CardAsync(reader);
        await MarkAsync(app, reader, second, "blue", null, "treaty");

        var card = await CardAsync(reader);
        Assert.Equal(before.Id, card.Id);
        Assert.Equal("blue", card.GetAttribute("data-colour"));
        Assert.Equal("first thought", card.QuerySelector(".note-body")!.TextContent.Trim());
        Assert.Equal(["history", "treaty"], card.QuerySelectorAll("a.tag").Select(tag => tag.TextContent));
        var mark = (await reader.OpenAsync("/")).QuerySelector("#p11 mark")!;
        Assert.Equal("blue", mark.GetAttribute("data-colour"));
        Assert.Equal(before.Id, $"card-{mark.GetAttribute("data-annotation")}");
    }

    [Theory]
    [InlineData(null, "later", "later")]
    [InlineData("first", null, "first")]
    [InlineData("first", "first", "first")]
    [InlineData("first", "later", "first\n\nlater")]
    [InlineData("first\n\nlater", "later", "first\n\nlater")] // sent again, because the answer was lost
    public void Nothing_that_was_written_is_lost(string? before, string? added, string? together)
    {
        var content = SamePassage.Together(new AnnotationContent(HighlightColour.Amber, before, ["one"]), new AnnotationContent(HighlightColour.Rose, added, ["two", "one"]));

        Assert.Equal((HighlightColour.Rose, together), (content.Colour, content.Note));
        Assert.Equal(["one", "two"], content.Tags);
        Assert.Equal(content, SamePassage.Together(content, new AnnotationContent(HighlightColour.Rose, added, ["two", "one"])) with { Tags = content.Tags });
    }

    [Fact]
    public async Task The_answer_is_about_the_annotation_that_is_there_and_offers_to_undo_the_change()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, "Green", "mine");

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, "Rose", "more"));

        var fragment = await answer.DocumentAsync();
        Assert.Equal($"card-{id}", fragment.QuerySelector(".note-card")!.Id);
        Assert.Equal(id.ToString(), fragment.QuerySelector("mark")!.GetAttribute("data-annotation"));
        using var undone = await reader.FetchAsync((IHtmlFormElement)fragment.QuerySelector("#status form")!);
        var card = await CardAsync(reader);
        Assert.Equal("green", card.GetAttribute("data-colour"));
        Assert.Equal("mine", card.QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_creation_that_is_sent_again_after_its_answer_was_lost_changes_nothing()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, "Green", "mine");
        var again = Marks.Fields(app.Essay, Words, "Rose", "more");

        using var lost = await reader.SendMarkAsync(again);
        var version = (await CardAsync(reader)).GetAttribute("data-version");
        using var answer = await reader.SendMarkAsync(again);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var card = await CardAsync(reader);
        Assert.Equal(version, card.GetAttribute("data-version"));
        Assert.Equal("mine\nmore", string.Join('\n', card.QuerySelectorAll(".note-body p").Select(p => p.TextContent)));
    }

    [Fact]
    public async Task It_is_the_same_passage_after_an_edit_moved_it_also_for_a_page_from_before()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var before = Marks.Fields(app.Essay, Words, "Rose");
        var id = await reader.MarkAsync(app.Essay, Words, "Green");

        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        await reader.OpenAsync("/");
        await app.CatchUpAsync();
        using var fromBefore = await reader.SendMarkAsync(before);
        using var now = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, "Blue"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [fromBefore.StatusCode, now.StatusCode]);
        var card = await CardAsync(reader);
        Assert.Equal(($"card-{id}", "blue"), (card.Id, card.GetAttribute("data-colour")));
    }

    [Fact]
    public async Task Another_range_another_reader_and_the_bin_do_not_count()
    {
        await using var app = new ReaderApp();
        var (reader, other) = (app.NewReader(), app.NewReader());
        await reader.MarkAsync(app.Essay, Words);
        await other.MarkAsync(app.Essay, Words);
        await reader.MarkAsync(app.Essay, Words[..^1]);
        Assert.Equal(2, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
        Assert.Single((await other.OpenAsync("/notes")).QuerySelectorAll(".note-card"));

        var deleted = (await CardAsync(other)).Id!;
        using var deletion = await other.SendAsync((await other.OpenAsync("/notes")).Form("Delete"));
        await other.MarkAsync(app.Essay, Words, "Blue");

        Assert.NotEqual(deleted, (await CardAsync(other)).Id);
    }

    [Fact]
    public async Task Marks_that_were_stacked_before_are_shown_changed_and_deleted_one_by_one()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations", "Amber", "another"); // makes the reader
        foreach (var colour in new[] { "green", "rose" })
        {
            await MarkAsync(app, reader, "program", colour, colour, null);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await reader.MarkAsync(app.Essay, Words, "Blue");

        var page = await reader.OpenAsync("/notes");
        Assert.Equal(["amber", "green", "blue"], page.QuerySelectorAll(".note-card").OrderBy(card => card.QuerySelector(".note-body")!.TextContent.Trim()).Select(card => card.GetAttribute("data-colour")));
        using var deletion = await reader.SendAsync((IHtmlFormElement)page.QuerySelector(".note-card[data-colour=blue] .delete")!);
        Assert.Equal("green", (await CardAsync(reader)).GetAttribute("data-colour"));
        Assert.Equal("green", (await reader.OpenAsync("/")).QuerySelector("#p11 mark")!.GetAttribute("data-colour"));
    }

    [Fact]
    public async Task A_note_that_does_not_fit_behind_the_one_that_is_there_is_refused_with_a_reason()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: new string('a', 15_000));

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: new string('b', 10_000)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("25,002 characters", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(15_000, (await CardAsync(reader)).QuerySelector(".note-body")!.TextContent.Trim().Length);
    }

    internal static async Task MarkAsync(ReaderApp app, HttpClient reader, string by, string colour, string? note, string? tag)
    {
        if (by == "program")
        {
            using var created = await reader.PostAsync("/annotations/", new StringContent(Json(app.Essay, colour, note, tag), Encoding.UTF8, "application/ld+json"));
            Assert.Equal(HttpStatusCode.Created, created.StatusCode); // for a program, each creation is an annotation of its own
            return;
        }

        var form = (await reader.OpenAsync("/p/p11/notes")).Form("Highlight");
        var sentence = form.QuerySelectorAll("[name=passage]").Single(choice => choice.Parent!.TextContent.Trim() == Words).GetAttribute("value")!;
        using var answer = by == "toolbar"
            ? await reader.PostAsync("/notes?handler=Mark", Forms.Encoded([.. Marks.Fields(app.Essay, Words, colour, note), ("tags", tag ?? "")]))
            : await reader.PostAsync(form.GetAttribute("action"), Forms.Encoded([("annotation", $"{Guid.NewGuid()}"), ("revision", app.Essay.Revision), ("passage", sentence), ("colour", colour), ("note", note ?? ""), ("tags", tag ?? "")]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
    private static string Json(Essay essay, string colour, string? note, string? tag)
    {
        var start = essay.Text.IndexOf(Words, StringComparison.Ordinal);
        var quote = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + Words.Length)).Quote;
        return new JsonObject
        {
            ["@context"] = "http://www.w3.org/ns/anno.jsonld",
            ["type"] = "Annotation",
            ["body"] = new JsonArray([.. new[] { (note, "commenting"), (tag, "tagging") }.Where(body => body.Item1 is not null)
                .Select(body => new JsonObject { ["type"] = "TextualBody", ["value"] = body.Item1, ["purpose"] = body.Item2 })]),
            ["target"] = new JsonObject
            {
                ["source"] = "http://localhost/",
                ["styleClass"] = colour,
                ["selector"] = new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = quote.Exact, ["prefix"] = quote.Prefix, ["suffix"] = quote.Suffix },
            },
        }.ToJsonString();
    }

    internal static async Task<IElement> CardAsync(HttpClient reader) =>
        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"), card => card.QuerySelector(".quotation")!.TextContent.Trim() == Words);
}
