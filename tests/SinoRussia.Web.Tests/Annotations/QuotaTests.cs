using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>How much one reader can store, and how they are warned before the limit.</summary>
public sealed class QuotaTests
{
    private const string Words = "the well-known American thinker";

    [Fact]
    public async Task A_reader_is_warned_before_the_quota_then_refused_with_their_words_kept_and_can_save_again_after_emptying_the_bin()
    {
        await using var app = new ReaderApp().With("Quota:Notes", "10");
        var reader = app.NewReader();
        foreach (var sentence in Marks.Sentences(app.Essay).Take(9))
        {
            Assert.Empty((await reader.OpenAsync("/notes")).QuerySelectorAll(".room-left"));
            await reader.MarkAsync(app.Essay, sentence);
        }

        Assert.Contains("9 highlights and notes, and 10 fit", (await reader.OpenAsync("/notes")).QuerySelector(".room-left")!.TextContent);
        using var last = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words));
        Assert.Contains("and 10 fit", (await last.DocumentAsync()).QuerySelector("#status")!.TextContent);

        var form = (await reader.OpenAsync("/p/p9/notes")).Form("handler=Note");
        using var refused = await reader.SendAsync(form, ("note", "my words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.Contains("which is the limit", page.QuerySelector(".refusal")!.TextContent);
        Assert.Equal("my words", ((IHtmlTextAreaElement)page.QuerySelector("form[action*='handler=Note'] [name=note]")!).Value.Trim());
        await app.NewReader().MarkAsync(app.Essay, Words); // every reader has a quota of their own

        using var deleted = await reader.PostAsync("/notes?handler=Many", new FormUrlEncodedContent([new("act", "delete"), new("all", "yes")]));
        using var binned = await reader.SendAsync(form, ("note", "my words"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, binned.StatusCode); // the bin counts, because everything in it can be restored
        using var emptied = await reader.PostAsync("/notes/bin?handler=Empty", new FormUrlEncodedContent([]));
        using var saved = await reader.SendAsync(form, ("note", "my words"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
    }

    [Fact]
    public async Task A_reader_whose_text_fills_the_quota_can_still_shorten_and_delete_it()
    {
        await using var app = new ReaderApp().With("Quota:Megabytes", "1");
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "some words of mine");
        await app.ExecuteAsync("UPDATE Annotations SET Note = hex(zeroblob(600000))");
        await app.ExecuteAsync("UPDATE Annotations SET Note = 'some words of mine'");
        await app.ExecuteAsync("INSERT INTO EarlierVersions SELECT Id, 0, Colour, hex(zeroblob(600000)), Tags, CreatedAt FROM Annotations");

        using var refused = await reader.SendMarkAsync(Marks.Fields(app.Essay, "appearances may be deceptive"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("Save");
        using var longer = await reader.SendAsync(form, ("note", "some more words of mine"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.StatusCode);
        Assert.Equal("some more words of mine", ((IHtmlTextAreaElement)(await longer.DocumentAsync()).QuerySelector("[name=note]")!).Value.Trim());
        using var shorter = await reader.SendAsync(form, ("note", "some"));
        Assert.Equal(HttpStatusCode.SeeOther, shorter.StatusCode);
        await AssertCountedRightAsync(app);
    }

    [Fact]
    public async Task The_count_is_right_after_every_kind_of_write_and_deletion()
    {
        await using var app = new ReaderApp();
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, Words, note: "Äpfel 中文 😀");
        await mine.MarkAsync(app.Essay, "appearances may be deceptive");
        await other.MarkAsync(app.Essay, Words, note: "theirs");
        using var changed = await mine.SendAsync((await mine.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "longer than it was before"), ("tags", "ö, treaty"));
        using var recoloured = await mine.PostAsync("/notes?handler=Many", new FormUrlEncodedContent([new("act", "recolour"), new("colour", "blue"), new("all", "yes")]));
        await AssertCountedRightAsync(app);

        using var deleted = await mine.SendAsync((await mine.OpenAsync($"/notes/{id}")).Form("Delete"));
        using var emptied = await mine.PostAsync("/notes/bin?handler=Empty", new FormUrlEncodedContent([]));
        await AssertCountedRightAsync(app);

        using var forgotten = await mine.PostAsync("/notes/everything?handler=Delete", new FormUrlEncodedContent([new("sure", "yes")]));
        await AssertCountedRightAsync(app);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Single(await db.Usage.ToListAsync()); // no row is stored for a reader without annotations
    }

    [Fact]
    public async Task Annotations_from_before_the_quota_are_counted()
    {
        using var folder = new TemporaryFolder();
        await using (var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite($"Data Source={Path.Combine(folder.Path, "old.db")};Pooling=False").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("20261126200000_ReadersPages");
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO Annotations (Id, ReaderId, Colour, Note, Tags, Version, CreatedAt, ModifiedAt, IsLossDismissed, Anchor_Revision, Anchor_State, Anchor_Method, Anchor_Score,
                  Target_Position_Start, Target_Position_End, Target_Quote_Exact, Target_Quote_Prefix, Target_Quote_Suffix)
                SELECT '00000000-0000-0000-0000-00000000000' || k, '00000000-0000-0000-0000-00000000001' || (k % 2), 'Amber', 'ä' || k, '[]', 2, k, k, 0, 'r', 'Exact', 'Position', 1, -7, -9, 'words', '', ''
                FROM (SELECT 1 AS k UNION SELECT 2 UNION SELECT 3);
                INSERT INTO EarlierVersions SELECT Id, 1, Colour, 'before', Tags, CreatedAt FROM Annotations
                """);

            await db.Database.MigrateAsync();

            await AssertCountedRightAsync(db);
            Assert.Equal(["ä1", "ä2", "ä3"], (await db.Annotations.ToListAsync()).Select(a => a.Note!).Order());
        }
    }

    private static async Task AssertCountedRightAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        await AssertCountedRightAsync(db);
    }

    private static async Task AssertCountedRightAsync(AnnotationsDb db)
    {
        const string Size = "length(CAST(coalesce(Note, '') AS BLOB)) + length(CAST(Tags AS BLOB))";
        var wrong = await db.Database.SqlQueryRaw<int>(
            $"""
            WITH counted AS (SELECT ReaderId, count(*) AS Entries, sum({Size} + length(CAST(coalesce(OtherMembers, '') AS BLOB)) + length(CAST(Target_Quote_Exact AS BLOB))
              + coalesce((SELECT sum({Size}) FROM EarlierVersions e WHERE e.AnnotationId = a.Id), 0)) AS Bytes FROM Annotations a GROUP BY ReaderId)
            SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT ReaderId, Entries, Bytes FROM ReaderUsage))
              + (SELECT count(*) FROM (SELECT ReaderId, Entries, Bytes FROM ReaderUsage EXCEPT SELECT * FROM counted)) AS Value
            """).SingleAsync();
        Assert.Equal(0, wrong);
    }
}
