using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>The folder of the database. When it is missing or read-only, only the notes are unavailable, and the site recovers without a
/// restart.</summary>
public sealed class DataFolderTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    public async Task A_missing_database_next_to_existing_keys_is_not_replaced_and_is_opened_when_it_returns(string fault)
    {
        var first = new ReaderApp();
        var (database, cookie) = (Path.Combine(first.DataFolder, "reader.db"), await first.MarkAsNewReaderAsync(Words));
        await using var app = await first.RestartedAsync();
        SqliteConnection.ClearAllPools();
        File.Move(database, $"{database}.taken");
        if (fault == "empty")
        {
            await File.WriteAllTextAsync(database, "");
        }

        var reader = app.ReaderWith(cookie);
        await AssertUnavailableAsync(app, reader, "missing from the data folder, or empty");
        Assert.False(new FileInfo(database) is { Exists: true, Length: > 0 });

        File.Move($"{database}.taken", database, overwrite: true);
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);

        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        Assert.Equal("ready", await StatusAsync(reader));
    }

    [Fact]
    public async Task Nothing_is_saved_to_a_database_that_was_deleted_while_the_site_runs()
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync(Words);
        var (database, reader) = (Path.Combine(app.DataFolder, "reader.db"), app.ReaderWith(cookie));
        File.Move(database, $"{database}.taken");

        await AssertUnavailableAsync(app, reader, "missing from the data folder, or empty");
        SqliteConnection.ClearAllPools(); // moves the content of the write-ahead log into the file
        File.Move($"{database}.taken", database, overwrite: true);
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);

        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        await app.NewReader().MarkAsync(app.Essay, Words);
    }

    /// <summary>SQLite can open any of these files, and migrations would turn some of them into a database without notes.</summary>
    [Theory]
    [InlineData("CREATE TABLE Shopping(Item TEXT)", true, "is not a database of this program")]
    [InlineData("CREATE TABLE Nought(A); DROP TABLE Nought", true, "missing from the data folder, or empty")]
    [InlineData("DELETE FROM __EFMigrationsHistory", false, "is not a database of this program")]
    [InlineData("DROP TABLE __EFMigrationsHistory", false, "is not a database of this program")]
    [InlineData("DROP TABLE Annotations", false, "a part of it is missing (Annotations)")]
    [InlineData("DROP TABLE ReaderUsage", false, "a part of it is missing (ReaderUsage)")]
    [InlineData("ALTER TABLE Revisions DROP COLUMN BlockMap", false, "a part of it is missing (Revisions.BlockMap)")]
    [InlineData("PRAGMA foreign_keys=0; ALTER TABLE Annotations RENAME TO Old; CREATE TABLE Annotations(a)", false, "a part of it is missing (Annotations.")]
    public async Task A_foreign_or_incomplete_database_is_reported_and_not_changed(string sql, bool isNew, string problem)
    {
        var first = new ReaderApp();
        var (database, cookie) = (Path.Combine(first.DataFolder, "reader.db"), await first.MarkAsNewReaderAsync(Words));
        await using var app = await first.RestartedAsync();
        SqliteConnection.ClearAllPools();
        File.Copy(database, $"{database}.taken");
        if (isNew)
        {
            File.Delete(database);
        }

        await using (var file = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
#pragma warning disable CA2100 // the SQL is a constant of this test
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        var reader = app.ReaderWith(cookie);
        await AssertUnavailableAsync(app, reader, problem);

        File.Move($"{database}.taken", database, overwrite: true);
        File.Delete($"{database}-wal");
        File.Delete($"{database}-shm");
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        Assert.Equal("ready", await StatusAsync(reader));
    }

    [Fact]
    public async Task A_folder_that_disappears_while_the_site_runs_is_not_recreated_and_is_opened_when_it_returns()
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync(Words);
        var reader = app.ReaderWith(cookie);
        Directory.Move(app.DataFolder, $"{app.DataFolder}.taken"); // as when a disk is no longer mounted
        Directory.CreateDirectory(app.DataFolder);

        for (var look = 0; look < 3; look++)
        {
            await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
            await AssertUnavailableAsync(app, reader, "reader.db");
            Assert.False(new FileInfo(Path.Combine(app.DataFolder, "reader.db")) is { Exists: true, Length: > 0 });
        }

        Directory.Delete(app.DataFolder, recursive: true);
        Directory.Move($"{app.DataFolder}.taken", app.DataFolder);
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        Assert.Equal("ready", await StatusAsync(reader));
    }

    [Theory]
    [InlineData("another database")]
    [InlineData("something else")]
    public async Task Nothing_is_saved_to_a_database_that_was_replaced_while_the_site_runs(string instead)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not allow replacing an open file.");
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync(Words);
        var (database, reader) = (Path.Combine(app.DataFolder, "reader.db"), app.ReaderWith(cookie));
        await using (var copy = new SqliteConnection($"Data Source={database}.other;Pooling=False"))
        {
            await using var source = new SqliteConnection($"Data Source={database};Pooling=False");
            await source.OpenAsync();
            await copy.OpenAsync();
            source.BackupDatabase(copy);
        }

        if (instead == "something else")
        {
            await File.WriteAllTextAsync($"{database}.other", "no database");
        }

        File.Delete($"{database}-wal");
        File.Delete($"{database}-shm");
        File.Move($"{database}.other", database, overwrite: true);

        await AssertUnavailableAsync(app, reader, "was replaced while the site was running");
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        if (instead == "something else")
        {
            await AssertUnavailableAsync(app, reader, "The database is damaged");
            return;
        }

        Assert.Contains("kept", await reader.GetStringAsync("/notes"));
        await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "written into the new one");
        Assert.Equal("ready", await StatusAsync(reader));
        await using var again = await app.RestartedAsync();
        Assert.Contains("written into the new one", await again.ReaderWith(cookie).GetStringAsync("/notes"));
    }

    [Fact]
    public async Task Without_a_data_folder_the_essay_is_served_and_creating_the_folder_is_retried()
    {
        await using var app = ReaderApp.WithoutData();
        await File.WriteAllTextAsync(app.DataFolder, "in the way");
        var reader = app.NewReader();

        Assert.NotNull((await reader.OpenAsync("/")).QuerySelector("#p52"));
        foreach (var address in new[] { "/annotations/", "/ANNOTATIONS/" })
        {
            using var answer = await reader.GetAsync(address);
            Assert.Contains("urn:reader:not-reached", await answer.Content.ReadAsStringAsync()); // nothing was to be saved
        }

        using var refused = await reader.PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, Words, note: "words of an hour")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("words of an hour", await refused.Content.ReadAsStringAsync());
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        using var health = await reader.GetAsync("/healthz");
        var said = await health.Content.ReadAsStringAsync();
        Assert.Contains("data folder cannot be created or written to", said);
        Assert.DoesNotContain(app.DataFolder, said);

        File.Delete(app.DataFolder);
        await app.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        await reader.MarkAsync(app.Essay, Words);
        Assert.Equal("ready", await StatusAsync(reader));
    }

    [Fact]
    public async Task Two_processes_on_one_folder_are_reported_and_a_reader_deleted_by_one_cannot_write_through_the_other()
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkAsNewReaderAsync(Words);
        await using var second = app.SecondProcess();
        var there = second.ReaderWith(cookie);
        Assert.Contains("kept", await there.GetStringAsync("/notes"));
        await second.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        Assert.Contains("Another program uses the same data folder", await there.GetStringAsync("/healthz"));

        using var forgotten = await app.ReaderWith(cookie).PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));
        using var late = await there.PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, Words, note: "RESURRECTED")));

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.Empty(await app.AnnotationsAsync());

        await using var stopped = await app.RestartedAsync(); // not started before its first request
        await second.Services.GetRequiredService<DatabaseInitializer>().LookAsync(CancellationToken.None);
        Assert.Equal("ready", await StatusAsync(there));
    }

    private static async Task AssertUnavailableAsync(ReaderApp app, HttpClient reader, string problem)
    {
        var essay = await reader.OpenAsync("/");
        Assert.NotNull(essay.QuerySelector("#p52"));
        Assert.Contains("cannot be read just now", essay.QuerySelector(".essay-head")!.TextContent);
        foreach (var address in new[] { "/notes", "/notes/bin", "/annotations/", "/notes/everything.zip" })
        {
            using var answer = await reader.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.ServiceUnavailable), (address, answer.StatusCode));
        }

        using var refused = await reader.PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, Words, note: "words of an hour")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("words of an hour", await refused.Content.ReadAsStringAsync());
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        using var health = await reader.GetAsync("/healthz");
        Assert.Contains(problem, await health.Content.ReadAsStringAsync());
    }

    private static async Task<string> StatusAsync(HttpClient reader) => (string)JsonNode.Parse(await reader.GetStringAsync("/healthz"))!["status"]!;
}
