using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using static SinoRussia.Web.Tests.Annotations.SamePassageTests;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>A mark that is moved or restored to the words of another becomes one with it.</summary>
public sealed class JoinedMarksTests
{
    private const string Words = SamePassageTests.Words;

    [Fact]
    public async Task A_mark_that_is_moved_to_the_words_of_another_becomes_one_with_it_and_says_so()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var there = await reader.MarkAsync(app.Essay, Words, "Green", "the first thought");
        var moved = await reader.MarkAsync(app.Essay, "Beijing-Moscow relations", "Rose", "the second thought");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{there}")).Form("Save"), ("tags", "history"));

        using var answer = await reader.FetchAsync(await PlaceAsync(reader, moved), ("passage", PassageOf(app)));

        var fragment = await answer.DocumentAsync();
        Assert.Equal($"card-{moved}", fragment.QuerySelector(".note-card")!.Id);
        Assert.Contains("The two are one now", fragment.QuerySelector("#status .notice")!.TextContent);
        Assert.True(fragment.GetElementById($"my-{there}")!.HasAttribute("hidden"));
        Assert.True(fragment.GetElementById($"card-{there}")!.HasAttribute("hidden"));
        var card = await CardAsync(reader);
        Assert.Equal(($"card-{moved}", "rose"), (card.Id, card.GetAttribute("data-colour")));
        Assert.Equal(["the first thought", "the second thought"], card.QuerySelectorAll(".note-body p").Select(p => p.TextContent));
        Assert.Equal(["history"], card.QuerySelectorAll("a.tag").Select(tag => tag.TextContent));
        Assert.Equal("the first thought", Assert.Single((await reader.OpenAsync("/notes/bin")).QuerySelectorAll(".note-body")).TextContent.Trim());
        Assert.Equal("the second thought", (await reader.OpenAsync($"/notes/{moved}")).QuerySelector(".versions .note-body")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("move", null)]
    [InlineData("move", "the second thought")]
    [InlineData("restoration", "the second thought")]
    public async Task Undo_of_what_made_two_marks_one_brings_both_back_as_they_were(string act, string? note)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var second = await reader.MarkAsync(app.Essay, act == "move" ? "Beijing-Moscow relations" : Words, "Rose", note);
        if (act == "restoration")
        {
            using var deletion = await reader.FetchAsync((await reader.OpenAsync($"/notes/{second}")).Form("Delete"));
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await reader.MarkAsync(app.Essay, Words, "Green", note is null ? null : "the first thought");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("Save"), ("tags", "history"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = await StateAsync(app, first, second);

        using var joined = act == "move"
            ? await reader.FetchAsync(await PlaceAsync(reader, second), ("passage", PassageOf(app)))
            : await reader.FetchAsync((await reader.OpenAsync($"/notes/{second}")).Form("Restore"));
        Assert.NotEqual(before, await StateAsync(app, first, second));
        var form = (IHtmlFormElement)(await joined.DocumentAsync()).QuerySelector("#status form")!;
        using var undone = await reader.FetchAsync(form);
        using var again = await reader.FetchAsync(form); // its answer was lost

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [undone.StatusCode, again.StatusCode]);
        Assert.Equal(before, await StateAsync(app, first, second));
        var fragment = await undone.DocumentAsync();
        Assert.NotNull(fragment.GetElementById($"card-{first}"));
        Assert.Contains(first.ToString(), fragment.QuerySelectorAll("#p11 mark").Select(mark => mark.GetAttribute("data-annotation")!));
        Assert.Equal(note is not null, fragment.GetElementById($"my-{first}")?.HasAttribute("hidden") == false);
    }

    [Fact]
    public async Task Undo_of_what_made_two_marks_one_changes_nothing_if_the_other_is_gone()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, Words, "Green", "the first thought");
        var second = await reader.MarkAsync(app.Essay, "Beijing-Moscow relations", "Rose", "the second thought");
        using var joined = await reader.FetchAsync(await PlaceAsync(reader, second), ("passage", PassageOf(app)));
        using var purged = await reader.SendAsync((await reader.OpenAsync("/notes/bin")).Form("Purge"));

        using var undone = await reader.FetchAsync((IHtmlFormElement)(await joined.DocumentAsync()).QuerySelector("#status form")!);

        Assert.False(undone.IsSuccessStatusCode);
        Assert.Equal(["the first thought", "the second thought"], (await CardAsync(reader)).QuerySelectorAll(".note-body p").Select(p => p.TextContent));
    }

    [Fact]
    public async Task Without_script_the_page_of_the_note_says_that_the_two_are_one()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        var moved = await reader.MarkAsync(app.Essay, "Beijing-Moscow relations");

        var form = await PlaceAsync(reader, moved);
        form.QuerySelector("[name=from]")!.Remove(); // the form on the note's own page has no such field
        using var answer = await reader.SendAsync(form, ("passage", PassageOf(app)));

        Assert.Contains("The two are one now", (await reader.OpenAsync(answer.Headers.Location!.ToString())).QuerySelector(".done")!.TextContent);
        await CardAsync(reader);
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("bin")]
    [InlineData("whole bin")]
    [InlineData("save")]
    public async Task A_mark_that_is_restored_to_the_words_of_a_later_one_becomes_one_with_it(string by)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, Words, "Green", "the later thought");
        var open = await reader.OpenAsync($"/notes/{first}");
        using var deletion = await reader.SendAsync(open.Form("Delete"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await reader.MarkAsync(app.Essay, Words, "Blue", "the earlier thought");
        if (by == "whole bin") // deleted at another time, so the two were never stacked
        {
            using var another = await reader.SendAsync((await reader.OpenAsync($"/notes/{second}")).Form("Delete"));
        }

        var form = by switch
        {
            "undo" => (await reader.OpenAsync($"/notes/{first}")).Form("Restore"),
            "bin" => (await reader.OpenAsync("/notes/bin")).Form("handler=Restore"),
            "whole bin" => (await reader.OpenAsync("/notes/bin")).Form("RestoreAll"),
            _ => open.Form("Save"),
        };
        using var answer = by == "save"
            ? await reader.SendAsync(form, ("version", $"{await VersionAsync(reader, first)}")) // a page from before, whose reader saves what they see
            : await reader.SendAsync(form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Matches("one now|became one", (await reader.OpenAsync(answer.Headers.Location!.ToString())).QuerySelector(".done")!.TextContent);
        var card = await CardAsync(reader);
        Assert.Equal(by == "whole bin" ? ["the later thought", "the earlier thought"] : ["the earlier thought", "the later thought"], card.QuerySelectorAll(".note-body p").Select(p => p.TextContent));
        Assert.Single((await reader.OpenAsync("/notes/bin")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task Marks_that_were_deleted_together_are_restored_as_they_were()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations"); // makes the reader
        await MarkAsync(app, reader, "program", "green", "one", null);
        await MarkAsync(app, reader, "program", "rose", "two", null);

        using var deleted = await reader.PostAsync("/notes?handler=Many", Forms.Encoded([("all", "yes"), ("act", "delete")]));
        using var undone = await reader.SendAsync((await reader.OpenAsync("/notes")).Form("handler=Undo"));

        Assert.Equal(3, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
    }

    [Fact]
    public async Task What_does_not_fit_together_stays_where_it_is_with_a_reason()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, Words, note: new string('a', 15_000));
        using var deletion = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("Delete"));
        await reader.MarkAsync(app.Essay, Words, note: new string('b', 10_000));
        var elsewhere = await reader.MarkAsync(app.Essay, "Beijing-Moscow relations", note: new string('c', 15_000));

        using var moved = await reader.SendAsync(await PlaceAsync(reader, elsewhere), ("passage", PassageOf(app)));
        using var restored = await reader.SendAsync((await reader.OpenAsync("/notes/bin")).Form("handler=Restore"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Contains("25,002 characters", await moved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var bin = await reader.OpenAsync("/notes/bin");
        Assert.Equal(10_000, (await CardAsync(reader)).QuerySelector(".note-body")!.TextContent.Trim().Length);
        Assert.Contains("1 stays in the bin", bin.QuerySelector(".done")!.TextContent);
        Assert.Single(bin.QuerySelectorAll(".note-card"));
    }

    // All that a reader sees of marks: where, content, when made, whether in the bin, and how many earlier versions.
    private static async Task<string> StateAsync(ReaderApp app, params Guid[] ids)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        var marks = await db.Annotations.AsNoTracking().Include(a => a.Earlier).Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync();
        return string.Join('\n', marks.Select(a => $"{a.Id} {a.Anchor.Start}-{a.Anchor.End} {a.Colour} {a.Note} {string.Join(',', a.Tags)} {a.CreatedAt:O} {a.DeletedAt is not null} {a.Earlier.Count}"));
    }

    // The form that the tool in the text sends; the words are in its field.
    private static async Task<IHtmlFormElement> PlaceAsync(HttpClient reader, Guid id)
    {
        var tool = await (await reader.GetAsync($"/notes/{id}?handler=Adjust")).DocumentAsync();
        var form = tool.Form("Place");
        form.QuerySelector("[name=exact]")!.Remove();
        return form;
    }

    private static string PassageOf(ReaderApp app)
    {
        var start = app.Essay.Text.IndexOf(Words, StringComparison.Ordinal);
        return $"{start}-{start + Words.Length}";
    }

    private static async Task<int> VersionAsync(HttpClient reader, Guid id) =>
        int.Parse((await reader.OpenAsync($"/notes/{id}")).QuerySelector("[name=version]")!.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
}
