using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Hosting;
using SinoRussia.Web.Tests.Shown;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>GET requests write nothing, at any address and for anybody. What an edit requires is stored by the code that notices the edit.</summary>
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
        using var other = app.NewReader();
        await other.MarkAsync(app.Essay, "appearances may be deceptive");
        await reader.ShowAsync(id);
        var (note, ticket) = await SaveWithoutCookieAsync(app);
        var addresses = await MappedAddresses.OfReadsAsync(app, note, Query(id, ticket));
        using var database = await OpenAsync(app);
        var (content, stamp) = (await ContentAsync(database), await DataVersionAsync(database));

        foreach (var client in new[] { reader, other, app.CreateDefaultClient() })
        {
            foreach (var address in addresses.Concat(["/p/p9x", "/s/gone", $"/notes/{id}", $"/notes/{binned}", $"/notes/{note}?first={ticket}"]))
            {
                using var answer = await client.GetAsync(address);
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address}: {answer.StatusCode}");
                Assert.Equal((address, stamp), (address, await DataVersionAsync(database)));
            }
        }

        Assert.Equal(content, await ContentAsync(database));
        Assert.Contains("/notes/everything.zip", addresses);
        await app.CatchUpAsync();
        Assert.NotEqual(stamp, await DataVersionAsync(database)); // shows that both detect a write
        Assert.NotEqual(content, await ContentAsync(database));
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

    // A value for each name that an address reads from its query.
    private static Dictionary<string, string> Query(Guid note, string ticket) => new(StringComparer.Ordinal)
    {
        ["q"] = "Friedman", ["p"] = "p10", ["quote"] = Words, ["was"] = "p9x", ["at"] = "0", ["around"] = "p10", ["adjust"] = $"{note}", ["page"] = "1",
        ["block"] = "p10", ["card"] = $"{note}", ["from"] = $"{note}", ["footnotes"] = "correction", ["returnTo"] = "/", ["first"] = ticket, ["start"] = "0", ["end"] = "20",
        ["colour"] = "amber", ["tag"] = "tag", ["kind"] = "note", ["state"] = "exact", ["section"] = "friedman", ["sort"] = "newest", ["ids"] = $"{note}", ["saved"] = "yes", ["iris"] = "1", ["passkey"] = $"{note}",
    };

    // Saves a note as a browser that stores no cookies, up to the check of the cookie.
    private static async Task<(Guid Note, string Ticket)> SaveWithoutCookieAsync(ReaderApp app)
    {
        using var saved = await app.CreateDefaultClient().SendAsync((await app.NewReader().OpenAsync("/p/p9/notes")).Form("Note"), ("note", "mine"));
        var check = new Uri(app.ClientOptions.BaseAddress, saved.Headers.Location!);
        return (Guid.Parse(check.Segments[^1]), QueryHelpers.ParseQuery(check.Query)["first"].Single()!);
    }

    // Every row of every table.
    private static async Task<string> ContentAsync(SqliteConnection connection)
    {
        var content = new StringBuilder();
        foreach (var table in await RowsAsync("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            content.AppendLine(table).AppendJoin('\n', await RowsAsync($"SELECT * FROM \"{table}\"")).AppendLine();
        }

        return content.ToString();

        async Task<List<string>> RowsAsync(string sql)
        {
            var rows = new List<string>();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the names come from the database itself
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(column)}")));
            }

            return rows;
        }
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
