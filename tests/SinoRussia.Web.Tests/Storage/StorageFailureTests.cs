using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Failures of the disk or the database: the essay is served, the operator is told what to do, and readers keep their words.</summary>
public sealed class StorageFailureTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_database_from_a_newer_version_is_reported_and_not_changed()
    {
        var (app, reader, id) = await RestartWithDamageAsync(file => Execute(file, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')"));
        await using var _app = app;

        await AssertServedWithoutNotesAsync(reader, id, "newer version of this program (it has 29990101000000_Future)");

        Assert.Equal(1L, Execute(Path.Combine(app.DataFolder, "reader.db"), "SELECT count(*) FROM Annotations"));
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_reported_and_the_essay_is_served()
    {
        var (app, reader, id) = await RestartWithDamageAsync(file => File.WriteAllText(file, new string('x', 100_000)));
        await using var _app = app;

        await AssertServedWithoutNotesAsync(reader, id, "The database is damaged");
    }

    [Fact]
    public async Task Damage_in_the_middle_of_the_database_is_reported_and_the_essay_is_served_without_marks()
    {
        var (app, reader, id) = await RestartWithDamageAsync(file =>
        {
            var root = (long)Execute(file, "SELECT rootpage FROM sqlite_schema WHERE name = 'Annotations'")!;
            using var stream = File.OpenWrite(file);
            stream.Position = (root - 1) * 4096;
            stream.Write(Enumerable.Repeat((byte)0xAB, 4096).ToArray());
        });
        await using var _app = app;

        await AssertServedWithoutNotesAsync(reader, id, "The database is damaged");
    }

    [Fact]
    public async Task While_another_program_locks_the_database_reading_works_and_the_words_stay_in_the_form()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: "before");
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        await using var other = await OpenAsync(Path.Combine(app.DataFolder, "reader.db"));
        Execute(other, "BEGIN IMMEDIATE");

        using var refused = await reader.SendAsync(form, ("note", "words of an hour"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.Equal("words of an hour", page.QuerySelector("#paragraph-note")!.TextContent.Trim());
        Assert.DoesNotContain("database is locked", page.Body!.TextContent);
        Assert.Contains("before", (await reader.OpenAsync("/notes")).Body!.TextContent);
        Assert.Contains("holds the database locked", await reader.GetStringAsync("/healthz"));

        Execute(other, "ROLLBACK");
        using var saved = await reader.SendAsync(page.Form("Note"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("ready", (string)JsonNode.Parse(await reader.GetStringAsync("/healthz"))!["status"]!);
    }

    [Fact]
    public async Task Reads_are_not_blocked_during_a_write()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: "before");
        var (isWriting, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = app.Services.GetRequiredService<WriteQueue>().WriteAsync(async (db, token) =>
        {
            await db.Annotations.ExecuteUpdateAsync(set => set.SetProperty(a => a.Note, "after"), token);
            isWriting.SetResult();
            await mayEnd.Task;
            return true;
        }, CancellationToken.None);
        await isWriting.Task;

        Assert.Equal("before", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent.Trim());
        Assert.Single((await reader.OpenAsync("/")).QuerySelectorAll("#p10 mark"));
        Assert.False(writing.IsCompleted);

        mayEnd.SetResult();
        await writing;
        Assert.Equal("after", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent.Trim());
    }

    [Fact]
    public async Task An_answer_waits_for_the_disk()
    {
        await using var app = new ReaderApp();
        await app.NewReader().OpenAsync("/");

        var settings = await app.Services.GetRequiredService<WriteQueue>().WriteAsync(
            async (db, token) => (
                Synchronous: await ScalarAsync(db, "PRAGMA synchronous", token),
                Journal: await ScalarAsync(db, "PRAGMA journal_mode", token),
                SecureDelete: await ScalarAsync(db, "PRAGMA secure_delete", token)),
            CancellationToken.None);

        Assert.Equal(("2", "wal", "1"), settings); // 2 is FULL
    }

    [Fact]
    public async Task A_migration_lock_left_by_a_killed_process_does_not_block_the_start()
    {
        var (app, reader, _) = await RestartWithDamageAsync(file =>
        {
            Execute(file, "DELETE FROM __EFMigrationsHistory; DROP TABLE JoinedRows; DROP TABLE ReaderJoins; DROP TABLE ShownAnnotations; DROP TABLE NoteLinks; DROP TABLE DeviceLinks; DROP TABLE RecoveryCodes; DROP TABLE Passkeys; DROP TABLE Sessions; DROP TABLE Readers; DROP TABLE UsedChallenges; DROP TABLE Annotations; DROP TABLE Revisions; DROP TABLE ColourNames; DROP TABLE EarlierVersions; DROP TABLE ReaderUsage");
            Execute(file, "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
            Directory.Delete(Path.Combine(Path.GetDirectoryName(file)!, "keys"), recursive: true); // without keys it counts as the very first start, when nobody had saved anything
        });
        await using var _app = app;

        Assert.Equal("ready", (string)JsonNode.Parse(await reader.GetStringAsync("/healthz"))!["status"]!);
    }

    // A reader makes one mark; the site is stopped, its database is damaged, and the site is started again.
    private static async Task<(ReaderApp App, HttpClient Reader, Guid Id)> RestartWithDamageAsync(Action<string> spoil)
    {
        var app = new ReaderApp();
        var first = app.NewReader();
        var fields = Marks.Fields(app.Essay, Words, note: "kept");
        using var marked = await first.SendMarkAsync(fields);
        var cookie = marked.Cookie();
        var (data, id) = (app.DataFolder, Guid.Parse(fields.Single(field => field.Name == "id").Value));
        var again = await app.RestartedAsync();
        SqliteConnection.ClearAllPools();
        spoil(Path.Combine(data, "reader.db"));
        var reader = again.NewReader();
        reader.DefaultRequestHeaders.Add("Cookie", cookie);
        return (again, reader, id);
    }

    private static async Task AssertServedWithoutNotesAsync(HttpClient reader, Guid id, string problem)
    {
        var essay = await reader.OpenAsync("/");
        Assert.NotNull(essay.QuerySelector("#p52"));
        Assert.Contains("cannot be read just now", essay.QuerySelector(".essay-head")!.TextContent);

        using var health = await reader.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains(problem, string.Join(' ', JsonNode.Parse(await health.Content.ReadAsStringAsync())!["problems"]!.AsArray().Select(p => (string)p!)));

        using var never = await reader.GetAsync("/p/never");
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);

        using var notes = await reader.GetAsync("/notes");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, notes.StatusCode);
        Assert.Contains("cannot be reached just now", (await notes.DocumentAsync()).Body!.TextContent);

        // Without script, the words are returned in a form that sends them again.
        using var form = await reader.PostAsync($"/notes/{id}?handler=Save", new FormUrlEncodedContent(
            [new("version", "1"), new("colour", "rose"), new("note", "words of an hour"), new("tags", "a"), new("tags", "b")]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, form.StatusCode);
        var page = await form.DocumentAsync();
        Assert.Equal("words of an hour", page.QuerySelector("textarea[name=note]")!.TextContent.Trim());
        Assert.Equal(["a", "b"], page.QuerySelectorAll("[name=tags]").Select(tag => tag.GetAttribute("value")));
        Assert.Contains("handler=Save", page.Form("/notes/").GetAttribute("action"));

        // With script, the answer is short, because the words are still in the page.
        using var fetched = await reader.FetchAsync(page.Form("/notes/"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, fetched.StatusCode);
        Assert.Contains("Your words are still here", await fetched.Content.ReadAsStringAsync());
    }

    private static async Task<string> ScalarAsync(AnnotationsDb db, string pragma, CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        return $"{await command.ExecuteScalarAsync(cancellation)}";
    }

    private static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static object? Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return Execute(connection, sql);
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
