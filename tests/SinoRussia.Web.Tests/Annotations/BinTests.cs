using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The bin, and deleting for good.</summary>
public sealed class BinTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task The_bin_says_how_long_it_keeps_each_note_and_can_restore_it()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await DeleteAsync(reader, await reader.MarkAsync(app.Essay, Words, note: "a thought"));

        app.Clock.Advance(TimeSpan.FromDays(28.5));
        var bin = await reader.OpenAsync("/notes/bin");
        Assert.Contains("2 days left", bin.QuerySelector(".note-card")!.TextContent);
        using var restored = await reader.SendAsync((IHtmlFormElement)bin.QuerySelector(".note-card form")!);

        Assert.Equal(HttpStatusCode.SeeOther, restored.StatusCode);
        Assert.Contains("The bin is empty", (await reader.OpenAsync("/notes/bin")).Body!.TextContent);
        Assert.Equal("a thought", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_whole_bin_can_be_restored_or_emptied_at_once()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var ids = new[] { await reader.MarkAsync(app.Essay, Words), await reader.MarkAsync(app.Essay, "Beijing-Moscow relations") };
        foreach (var id in ids)
        {
            await DeleteAsync(reader, id);
        }

        using var restored = await reader.SendAsync((await reader.OpenAsync("/notes/bin")).Form("RestoreAll"));
        Assert.Equal(2, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);

        foreach (var id in ids)
        {
            await DeleteAsync(reader, id);
        }

        using var emptied = await reader.SendAsync((await reader.OpenAsync("/notes/bin")).Form("Empty"));
        Assert.Contains("2 are deleted for good", (await reader.OpenAsync(emptied.Headers.Location!.ToString())).QuerySelector(".done")!.TextContent);
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task A_single_note_is_deleted_for_good_with_its_earlier_versions()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first");
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"));
        await DeleteAsync(reader, id);

        using var purged = await reader.SendAsync((await reader.OpenAsync("/notes/bin")).Form("Purge"));

        using var gone = await reader.GetAsync($"/notes/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal(0, await db.EarlierVersions.CountAsync());
    }

    [Fact]
    public async Task A_note_outside_the_bin_is_never_purged()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);

        using var purged = await reader.PostAsync("/notes/bin?handler=Purge", new FormUrlEncodedContent([new("id", $"{id}")]));

        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task After_thirty_days_only_the_bin_is_purged_in_batches()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await MyNotesTests.AddManyAsync(app, reader, 450);
        var page = await reader.OpenAsync("/notes");
        using var deleted = await reader.PostAsync(page.Form("Many").GetAttribute("action"), new FormUrlEncodedContent([new("act", "delete"), new("all", "yes")]));
        app.Clock.Advance(TimeSpan.FromDays(1));
        var younger = await reader.MarkAsync(app.Essay, Words);
        await DeleteAsync(reader, younger);
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations");
        var purge = app.Services.GetRequiredService<BinPurge>();

        app.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal((0, 452), (await purge.PurgeAsync(CancellationToken.None), await CountAsync(app)));

        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1));
        await purge.PurgeAsync(CancellationToken.None); // the background task may have been first, because it is due, too
        Assert.Equal(2, await CountAsync(app));
        Assert.Single((await reader.OpenAsync("/notes/bin")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task Everything_about_a_reader_is_in_one_archive()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "first 俄羅斯");
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"), ("tags", "treaty"));
        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("colours"), ("amber", "claim"));
        await DeleteAsync(reader, await reader.MarkAsync(app.Essay, "Beijing-Moscow relations", note: "thrown away"));

        using var answer = await reader.GetAsync("/notes/everything.zip");
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("second", await TextOf(archive, "notes.md"));
        Assert.Equal("AnnotationCollection", (string)JsonNode.Parse(await TextOf(archive, "annotations.jsonld"))!["type"]!);
        var everything = JsonNode.Parse(await TextOf(archive, "everything.json"))!;
        Assert.Equal("claim", (string)everything["colours"]!["amber"]!);
        var kept = everything["annotations"]!.AsArray();
        Assert.Equal(["second", "thrown away"], kept.Select(a => (string)a!["note"]!).Order());
        Assert.Equal("first 俄羅斯", (string)kept.Single(a => (string)a!["note"]! == "second")!["earlier"]![0]!["note"]!);
    }

    [Fact]
    public async Task Everything_about_a_reader_is_deleted_for_good_and_nothing_of_others()
    {
        await using var app = new ReaderApp();
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words, note: "first");
        using var changed = await mine.SendAsync((await mine.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "second"));
        using var named = await mine.SendAsync((await mine.OpenAsync("/notes/colours")).Form("colours"), ("amber", "claim"));
        await DeleteAsync(mine, await mine.MarkAsync(app.Essay, "Beijing-Moscow relations"));
        await other.MarkAsync(app.Essay, Words);
        var page = await mine.OpenAsync("/notes/everything");
        Assert.Contains("All 2 of your entries", page.Body!.TextContent);

        using var unsure = await mine.SendAsync(page.Form("Delete"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        Assert.Equal(3, await CountAsync(app));

        using var sure = await mine.SendAsync(page.Form("Delete"), ("sure", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, sure.StatusCode);
        Assert.Contains(sure.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("reader=;", StringComparison.Ordinal));
        Assert.Contains(sure.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("look=;", StringComparison.Ordinal));
        Assert.Equal("\"cache\", \"storage\"", sure.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Contains("You have no highlights or notes yet", (await mine.OpenAsync("/notes")).Body!.TextContent);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal((1, 0, 0), (await db.Annotations.CountAsync(), await db.EarlierVersions.CountAsync(), await db.ColourNames.CountAsync()));
    }

    [Fact]
    public async Task Requests_in_flight_during_a_deletion_of_everything_save_nothing_and_restore_no_cookie()
    {
        await using var app = new ReaderApp();
        var mine = app.NewReader();
        await mine.MarkAsync(app.Essay, Words);
        using var before = await mine.GetAsync("/notes"); // a request that was sent earlier has the earlier cookie
        var cookie = before.RequestMessage!.Headers.GetValues("Cookie").Single();
        using var sure = await mine.SendAsync((await mine.OpenAsync("/notes/everything")).Form("Delete"), ("sure", "yes"));

        var late = app.ReaderWith(cookie);
        using var mark = await late.SendMarkAsync(Marks.Fields(app.Essay, Words));
        using var name = await late.SendAsync((await late.OpenAsync("/notes/colours")).Form("colours"), ("amber", "claim"));

        Assert.Equal(HttpStatusCode.Gone, mark.StatusCode);
        Assert.Contains("everything of yours was deleted", (await mark.DocumentAsync()).QuerySelector(".refusal")!.TextContent);
        Assert.Equal(HttpStatusCode.Gone, name.StatusCode);
        Assert.False(mark.Headers.Contains("Set-Cookie")); // the answer to a script may be late
        Assert.Equal(["reader", "reader-before"], name.Headers.GetValues("Set-Cookie").Select(set => set.Split('=')[0]));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal((0, 0), (await db.Annotations.CountAsync(), await db.ColourNames.CountAsync()));
    }

    private static async Task DeleteAsync(HttpClient reader, Guid id)
    {
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Delete"));
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
    }

    private static async Task<int> CountAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Annotations.CountAsync();
    }

    private static async Task<string> TextOf(ZipArchive archive, string name)
    {
        using var text = new StreamReader(archive.GetEntry(name)!.Open());
        return await text.ReadToEndAsync();
    }
}
