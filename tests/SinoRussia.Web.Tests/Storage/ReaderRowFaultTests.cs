using System.Net;
using Microsoft.Data.Sqlite;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Whatever is in the rows about a reader and what they show: the essay is served, no page fails without words, no cookie is dropped, and when the rows are
/// repaired, everything is as before.</summary>
public sealed class ReaderRowFaultTests
{
    private const string Words = "appearances may be deceptive";

    // In each column in turn. Some are refused by the table itself.
    private static readonly string[] Values = ["NULL", "x'00ff'", "''", "'zyxw'", "CAST(x'ff' AS TEXT)", "-1", "9223372036854775807", "1.5", "upper(hex(randomblob(16)))", "'00000000-0000-0000-0000-0000000000AA'"];

    [Nightly]
    [Theory]
    [InlineData("Readers")]
    [InlineData("Sessions")]
    [InlineData("Passkeys")]
    [InlineData("RecoveryCodes")]
    [InlineData("DeviceLinks")]
    [InlineData("UsedChallenges")]
    [InlineData("ReaderJoins")]
    [InlineData("JoinedRows")]
    [InlineData("NoteLinks")]
    [InlineData("ShownAnnotations")]
    public async Task Whatever_a_row_holds_pages_answer_and_when_it_is_repaired_all_is_as_before(string table)
    {
        await using var app = new ReaderApp();
        var jar = new CookieJar();
        using var reader = app.CreateDefaultClient(jar);
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var note = await reader.MarkAsync(app.Essay, Words, note: "kept words");
        var link = await reader.ShowAsync(note, "Ann");
        var code = await reader.MakeCodeAsync();
        await app.AddThingsAsync(jar);
        var device = await reader.MakeLinkAsync();
        var cookie = jar.Cookies["reader"];
        string[] addresses =
        [
            "/", "/p/p10", "/p/p10/notes", "/notes", $"/notes/{note}", $"/notes/{note}/show", "/notes/shown", "/notes/bin", "/notes/everything", "/notes/everything.zip", "/notes/export.md", "/annotations/",
            "/settings", "/settings/me", "/settings/me/name", "/settings/me/code", "/settings/me/device", "/settings/me/sign-in", link, $"{link}/card.png", device, "/healthz",
        ];
        var before = await StatusesAsync(reader, addresses);
        Assert.All(before, answer => Assert.Equal(HttpStatusCode.OK, answer.Value));
        var failures = new List<string>();

        foreach (var (column, value) in await ColumnsAsync(app, table))
        {
            if (!await DamageAsync(app, table, column, value))
            {
                continue;
            }

            foreach (var (address, status) in await StatusesAsync(reader, addresses))
            {
                var isEssay = address is "/" or "/p/p10" or "/settings";
                if (status is HttpStatusCode.InternalServerError || (isEssay && status != HttpStatusCode.OK))
                {
                    failures.Add($"{column} = {value}: {address} {status}");
                }
            }

            foreach (var (address, fields) in new (string, (string, string)[])[]
            {
                ($"/notes/{note}/show", [("name", "Ann")]), ("/settings/me/name", [("name", "Ann")]), ("/settings/me/passkeys/options", []), ("/settings/me/passkeys/sign-in-options", []),
                ("/settings/me?handler=SignOutBrowser", [("browser", "x")]), ("/settings/me?handler=Undo", [("join", $"{Guid.NewGuid()}")]), ("/settings/me/code", []),
            })
            {
                using var sent = await reader.PostAsync(address, Forms.Encoded(fields));
                if (sent.StatusCode == HttpStatusCode.InternalServerError)
                {
                    failures.Add($"{column} = {value}: POST {address} {sent.StatusCode}");
                }
            }

            using (var other = app.NewReader())
            {
                using var signedIn = await other.PostAsync("/settings/me/sign-in", Forms.Encoded(("code", code)));
                using var seen = await other.GetAsync(link);
                if (signedIn.StatusCode == HttpStatusCode.InternalServerError || seen.StatusCode == HttpStatusCode.InternalServerError)
                {
                    failures.Add($"{column} = {value}: sign-in {signedIn.StatusCode}, link {seen.StatusCode}");
                }
            }

            // A session whose id cannot be read looks as if it had ended: its cookie is kept under another name, and the reader can return to it.
            var isSetAside = (table, column) == ("Sessions", "Id") && jar.Cookies.Remove("reader-before", out var aside) && aside == cookie;
            if (isSetAside)
            {
                jar.Cookies["reader"] = cookie;
            }

            if (!jar.Cookies.TryGetValue("reader", out var now) || now != cookie)
            {
                failures.Add($"{column} = {value}: the cookie is {(now is null ? "deleted" : "another")}");
                jar.Cookies["reader"] = cookie;
            }

            await RepairAsync(app, table);
            foreach (var (address, status) in await StatusesAsync(reader, addresses))
            {
                if (status != before[address])
                {
                    failures.Add($"{column} = {value}, repaired: {address} {status}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static async Task<Dictionary<string, HttpStatusCode>> StatusesAsync(HttpClient reader, IEnumerable<string> addresses)
    {
        var found = new Dictionary<string, HttpStatusCode>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            try
            {
                using var answer = await reader.GetAsync(address);
                await answer.Content.ReadAsByteArrayAsync();
                found[address] = answer.StatusCode;
            }
            catch (Exception) when (address.EndsWith(".zip", StringComparison.Ordinal) || address.EndsWith(".md", StringComparison.Ordinal))
            {
                found[address] = HttpStatusCode.InternalServerError;
            }
        }

        return found;
    }

    private static async Task<IReadOnlyList<(string Column, string Value)>> ColumnsAsync(ReaderApp app, string table)
    {
        await using var connection = await OpenAsync(app);
        await ExecuteAsync(connection, $"DROP TABLE IF EXISTS zyxw; CREATE TABLE zyxw AS SELECT rowid AS row, * FROM \"{table}\"");
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        await using var rows = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await rows.ReadAsync())
        {
            columns.Add(rows.GetString(0));
        }

        return [.. columns.SelectMany(column => Values.Select(value => (column, value)))];
    }

    // Unlike the site, it does not care for foreign keys.
    private static async Task<bool> DamageAsync(ReaderApp app, string table, string column, string value)
    {
        await using var connection = await OpenAsync(app);
        try
        {
            await ExecuteAsync(connection, $"UPDATE \"{table}\" SET \"{column}\" = {value} WHERE rowid = (SELECT MIN(rowid) FROM \"{table}\")");
            return true;
        }
        catch (SqliteException)
        {
            return false; // the table refuses it
        }
    }

    private static async Task RepairAsync(ReaderApp app, string table)
    {
        await using var connection = await OpenAsync(app);
        await ExecuteAsync(connection, $"DELETE FROM \"{table}\"");
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('{table}')";
        var columns = (string)(await command.ExecuteScalarAsync())!;
        await ExecuteAsync(connection, $"INSERT INTO \"{table}\" (rowid, {columns}) SELECT row, {columns} FROM zyxw");
    }

    private static async Task<SqliteConnection> OpenAsync(ReaderApp app)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "reader.db")};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>What readers have who use everything.</summary>
internal static class ManyThings
{
    /// <summary>Adds a passkey, a join and a used challenge to the reader of a browser.</summary>
    public static async Task AddThingsAsync(this ReaderApp app, CookieJar jar)
    {
        await app.MarkInBrowserAsync("Friedman comes to the most important issue", "of another browser");
        var other = await app.ReaderWithAsync("of another browser");
        var reader = await app.ReaderWithAsync("kept words");
        var former = await app.MarkInBrowserAsync("the well-known American thinker", "came along");
        var (joined, _) = await app.SignInAsync(former, reader);
        Assert.Null(joined.Refusal);
        Assert.NotEqual(other, reader);
        Assert.True(jar.Cookies.ContainsKey("reader"));
        await using var db = await app.DatabaseAsync();
        db.Add(new Passkey
        {
            Id = Guid.NewGuid(), ReaderId = reader, CredentialId = [1, 2, 3], UserHandle = "handle", PublicKey = [1], SignCount = 0, Transports = ["internal"],
            IsUserVerified = true, IsBackupEligible = false, IsBackedUp = false, Name = "Key", CreatedAt = app.Clock.GetUtcNow(),
        });
        db.Add(new UsedChallenge { Hash = new string('a', 64), ExpiresAt = app.Clock.GetUtcNow().AddMinutes(5) });
        await db.SaveChangesAsync();
    }
}
