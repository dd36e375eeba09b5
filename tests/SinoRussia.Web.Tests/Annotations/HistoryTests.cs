using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The earlier versions of an annotation: how many are stored, and how they are shown.</summary>
public sealed class HistoryTests
{
    private const string Words = "the well-known American thinker";

    [Fact]
    public async Task Changes_within_ten_minutes_make_one_version_and_the_text_before_them_is_stored()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "before");

        foreach (var minute in Enumerable.Range(0, 10))
        {
            await SaveAsync(reader, id, $"minute {minute}");
            app.Clock.Advance(TimeSpan.FromMinutes(0.9));
        }

        Assert.Equal(["before"], await EarlierAsync(reader, id));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync(reader, id, "later");
        Assert.Equal(["minute 9", "before"], await EarlierAsync(reader, id));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("another text altogether, which is as long as the other one and was written in a tab where the note was still short: ....................................................................................................................")]
    [InlineData("an hour's work, and then the rest of it replaced, as long as it may be ...............................................................................................................................................................")]
    public async Task Replacing_most_of_a_long_note_makes_a_version_however_soon(string next)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "before");
        var hours = string.Concat(Enumerable.Repeat("an hour's work ", 30)).Trim();
        await SaveAsync(reader, id, hours);

        await SaveAsync(reader, id, next);

        Assert.Equal([hours, "before"], await EarlierAsync(reader, id));
    }

    [Theory]
    [InlineData(15, "and more ")]
    [InlineData(0, "At first ")]
    [InlineData(449, " and the end")]
    public async Task Writing_on_in_a_long_note_makes_no_version_so_soon(int at, string more)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "before");
        var hours = string.Concat(Enumerable.Repeat("an hour's work ", 30)).Trim();
        await SaveAsync(reader, id, hours);

        await SaveAsync(reader, id, hours.Insert(at, more));

        Assert.Equal(["before"], await EarlierAsync(reader, id));
    }

    [Fact]
    public async Task The_history_of_a_note_is_paged_and_limited()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "version 1");
        await app.ExecuteAsync(
            $"""
            WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 500)
            INSERT INTO EarlierVersions SELECT Id, v, Colour, 'version ' || v, Tags, CreatedAt FROM n, Annotations;
            UPDATE Annotations SET Version = 501
            """);

        var first = await reader.OpenAsync($"/notes/{id}");
        Assert.Equal(20, first.QuerySelectorAll(".versions > li").Length);
        var next = first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal("version 480", (await reader.OpenAsync(next)).QuerySelector(".versions .note-body")!.TextContent.Trim());

        await SaveAsync(reader, id, "changed");
        var last = await reader.OpenAsync($"/notes/{id}?page={Limits.EarlierVersions / 20}");
        Assert.Null(last.QuerySelector(".pager a[rel=next]"));
        Assert.Equal($"version {502 - Limits.EarlierVersions}", last.QuerySelectorAll(".versions .note-body")[^1].TextContent.Trim());
        using var odd = await reader.GetAsync($"/notes/{id}?page=2147483647");
        Assert.Equal(HttpStatusCode.OK, odd.StatusCode);
    }

    [Fact]
    public async Task A_bulk_change_stores_an_earlier_version_of_each_note_and_keeps_its_text()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        foreach (var words in (string[])[Words, "appearances may be deceptive", "Friedman comes to the most important issue"])
        {
            await reader.MarkAsync(app.Essay, words, note: $"on {words}");
        }

        using var answer = await ManyAsync(reader, ("act", "recolour"), ("colour", "rose"), ("all", "yes"));
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        using var tagged = await ManyAsync(reader, ("act", "tag"), ("tags", "treaty, late"), ("all", "yes"));
        using var again = await ManyAsync(reader, ("act", "tag"), ("tags", "late"), ("all", "yes"));
        using var less = await ManyAsync(reader, ("act", "untag"), ("tags", "TREATY"), ("all", "yes"));

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        var stored = await db.Annotations.Include(a => a.Earlier).ToListAsync();
        Assert.All(stored, a =>
        {
            Assert.Equal((HighlightColour.Rose, 4), (a.Colour, a.Version)); // the tag that was there already changed nothing
            Assert.StartsWith("on ", a.Note);
            Assert.Equal(["late"], a.Tags);
            Assert.Equal([(HighlightColour.Amber, 1, a.Note), (HighlightColour.Rose, 2, a.Note), (HighlightColour.Rose, 3, a.Note)], a.Earlier.OrderBy(e => e.Version).Select(e => (e.Colour, e.Version, e.Note)));
        });

        using var deleted = await ManyAsync(reader, ("act", "delete"), ("all", "yes"));
        var undo = (await reader.OpenAsync(deleted.Headers.Location!.ToString())).Form("handler=Undo");
        using var back = await reader.SendAsync(undo);
        Assert.Equal(3, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
    }

    private static async Task<HttpResponseMessage> ManyAsync(HttpClient reader, params (string Name, string Value)[] fields)
    {
        var answer = await reader.PostAsync("/notes?handler=Many", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer;
    }

    private static async Task SaveAsync(HttpClient reader, Guid id, string note)
    {
        using var answer = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", note));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<IEnumerable<string>> EarlierAsync(HttpClient reader, Guid id) =>
        (await reader.OpenAsync($"/notes/{id}")).QuerySelectorAll(".versions .note-body").Select(note => note.TextContent.Trim());
}
