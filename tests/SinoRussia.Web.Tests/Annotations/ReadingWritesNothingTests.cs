using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>GET requests write nothing. What an edit requires is stored by the code that notices the edit.</summary>
public sealed class ReadingWritesNothingTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task No_GET_writes_to_the_database()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        var binned = await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{binned}")).Form("handler=Delete"));
        var before = app.Essay.Revision;
        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        await app.CatchUpAsync();
        await app.ExecuteAsync($"UPDATE Annotations SET Anchor_Revision = '{before}'"); // so that every page has something that it could bring up to date
        var addresses = (await MappedAddresses.OfAsync(app, id)).Where(address => address.Value.Contains("GET")).Select(address => address.Key).ToList();
        using var database = await OpenAsync(app);
        var stamp = await DataVersionAsync(database);

        foreach (var address in addresses.Concat(["/?q=Friedman", "/p/p10?was=p9x", "/p/p9x", "/s/gone", $"/notes?handler=Blocks&block=p10&card={id}", $"/notes?handler=Margin&from={id}&at=0", "/?at=p10", $"/notes/{binned}", $"/notes/{id}?first=forged", "/search?q=Friedman"]))
        {
            using var answer = await reader.GetAsync(address);
            Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address}: {answer.StatusCode}");
            Assert.Equal((address, stamp), (address, await DataVersionAsync(database)));
        }

        Assert.Contains("/notes/everything.zip", addresses);
        await app.CatchUpAsync();
        Assert.NotEqual(stamp, await DataVersionAsync(database)); // shows that the stamp detects a write
    }

    [Fact]
    public async Task A_new_text_is_stored_when_the_edit_is_noticed_so_its_page_can_be_marked_after_the_next_edit()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        var shown = app.Essay; // any request

        app.UndoEdits();
        var id = await reader.MarkAsync(shown, "All through most of modern history");

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.True(await db.Revisions.AnyAsync(revision => revision.Id == shown.Revision));
        Assert.Equal("All through most of modern history", (await db.Annotations.SingleAsync(a => a.Id == id)).Target.Quote.Exact);
    }

    [Fact]
    public async Task A_mark_is_not_saved_without_its_revision()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        await app.ExecuteAsync("CREATE TRIGGER refused BEFORE INSERT ON Revisions BEGIN SELECT RAISE(ABORT, 'no room'); END");
        app.EditEssay("Throughout most of modern history", "All through most of modern history");

        using var refused = await reader.SendMarkAsync(Marks.Fields(app.Essay, "appearances may be deceptive"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Single(await app.AnnotationsAsync());

        await app.ExecuteAsync("DROP TRIGGER refused");
        using var saved = await reader.SendMarkAsync(Marks.Fields(app.Essay, "appearances may be deceptive"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.True(await db.Revisions.AnyAsync(revision => revision.Id == app.Essay.Revision));
    }

    private static async Task<SqliteConnection> OpenAsync(ReaderApp app)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(app.DataFolder, "reader.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    // A number that changes whenever another connection has written something.
    private static async Task<long> DataVersionAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!; // SQLite always returns a value
    }
}
