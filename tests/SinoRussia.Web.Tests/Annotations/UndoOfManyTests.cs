using System.Net;
using AngleSharp.Dom;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Changing the colour or the tags of many notes can be undone, as deleting them can.</summary>
public sealed class UndoOfManyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] Passages = ["Friedman comes to the most important issue", "appearances may be deceptive", "Throughout most of modern history"];

    [Theory]
    [InlineData("recolour", "colour", "rose", "all")]
    [InlineData("recolour", "colour", "rose", "ids")]
    [InlineData("tag", "tags", "late, later", "all")]
    [InlineData("untag", "tags", "first", "ids")]
    public async Task Undo_brings_back_what_each_was(string act, string field, string value, string chosen)
    {
        var reader = shared.App.NewReader();
        var ids = await MarkAsync(reader);
        var before = await LooksAsync(reader);

        var page = await ManyAsync(reader, [("act", act), (field, value), .. chosen == "all" ? [("all", "yes")] : ids.Select(id => ("ids", $"{id}"))]);
        var changed = await LooksAsync(reader);
        Assert.All(changed.Zip(before), pair => Assert.NotEqual(pair.Second, pair.First));
        var undone = await reader.SendAsync(page.Form("handler=Undo"));
        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);

        Assert.Equal(before, await LooksAsync(reader));
        using var twice = await reader.SendAsync(page.Form("handler=Undo"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Equal(before, await LooksAsync(reader));
    }

    [Fact]
    public async Task What_was_changed_again_or_deleted_since_stays_as_it_is_and_other_readers_keep_theirs()
    {
        var (reader, other) = (shared.App.NewReader(), shared.App.NewReader());
        var ids = await MarkAsync(reader);
        await MarkAsync(other);
        var others = await LooksAsync(other);
        var page = await ManyAsync(reader, ("act", "recolour"), ("colour", "violet"), ("all", "yes"));
        using var saved = await reader.SendAsync((await reader.OpenAsync($"/notes/{ids[0]}")).Form("Save"), ("note", "since"));
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{ids[1]}")).Form("Delete"));

        using var foreign = await other.SendAsync(page.Form("handler=Undo"));
        using var undone = await reader.SendAsync(page.Form("handler=Undo"));

        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        var looks = await LooksAsync(reader);
        Assert.Equal(2, looks.Count);
        Assert.Contains(looks, look => look.StartsWith("violet since", StringComparison.Ordinal));
        Assert.DoesNotContain(looks, look => look.StartsWith("violet note 2", StringComparison.Ordinal));
        Assert.Equal(others, await LooksAsync(other));
    }

    [Fact]
    public async Task Where_nothing_was_changed_no_Undo_is_offered()
    {
        var reader = shared.App.NewReader();
        await MarkAsync(reader);

        var page = await ManyAsync(reader, ("act", "tag"), ("tags", "first"), ("all", "yes"));

        Assert.Contains("0 changed", page.QuerySelector(".done")!.TextContent);
        Assert.Null(page.QuerySelector(".done form"));
    }

    private async Task<List<Guid>> MarkAsync(HttpClient reader)
    {
        var ids = new List<Guid>();
        foreach (var (words, colour, note) in Passages.Zip(["amber", "green", "blue"], ["", "note 1", "note 2"]))
        {
            ids.Add(await reader.MarkAsync(shared.App.Essay, words, colour, note));
        }

        await ManyAsync(reader, ("act", "tag"), ("tags", "first"), ("all", "yes"));
        shared.App.Clock.Advance(TimeSpan.FromSeconds(1)); // what comes next is another change
        return ids;
    }

    private static async Task<IDocument> ManyAsync(HttpClient reader, params (string Name, string Value)[] fields)
    {
        using var answer = await reader.PostAsync("/notes?handler=Many", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await reader.OpenAsync(answer.Headers.Location!.ToString());
    }

    private static async Task<List<string>> LooksAsync(HttpClient reader) =>
        [.. (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Select(card =>
            $"{card.GetAttribute("data-colour")} {card.QuerySelector(".note-body")?.TextContent.Trim()} {string.Join(',', card.QuerySelectorAll("p.tags > .tag").Select(tag => tag.TextContent))}")];
}
