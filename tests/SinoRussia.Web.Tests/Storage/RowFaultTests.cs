using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>An unreadable row is left out and reported; everything else works, and the row is not changed.</summary>
public sealed class RowFaultTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    // Each group is one app with one damaged row for each fault; the report names at most ten rows.
    public static TheoryData<string[]> Faults => new(
        ["Colour = 'Teal'", "Colour = '99'", "Colour = x'00ff'", "Tags = '['", "Tags = '[\"\\ud800\"]'", "Tags = 'null'", "Tags = '[1, null]'"],
        [
            "OtherMembers = '{'", "OtherMembers = '[]'", "OtherMembers = ''",
            "OtherMembers = '{\"annotation\":{\"creator\":1,\"creator\":2}}'",
            "OtherMembers = '{\"annotation\":{\"creator\":\"\\ud800\"}}'",
            "OtherMembers = '{\"annotation\":' || replace(hex(zeroblob(100)), '00', '[') || replace(hex(zeroblob(100)), '00', ']') || '}'",
        ],
        ["Id = 'no id'", "Id = lower(Id)", "ReaderId = 'nobody'", "Note = CAST(x'61ff62' AS TEXT)", "Note = CAST(x'eda080' AS TEXT)", "Note = x'6162'"],
        [
            "Version = 'three'", "Version = 0", "Version = 9223372036854775807", "Version = 1.5",
            "CreatedAt = 9223372036854775807", "ModifiedAt = -9223372036854775808", "ModifiedAt = 'yesterday'",
        ],
        [
            "Target_Quote_Exact = CAST(x'ff' AS TEXT)", "Target_Position_Start = 'start'", "Target_Position_End = 99999999999", "Anchor_State = 'Lost'",
            "Anchor_Method = ''", "Anchor_Start = 'here'", "Anchor_Score = 'high'", "IsDetachmentDismissed = 'no'",
        ]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Unreadable_rows_are_skipped_reported_and_not_changed_and_everything_else_works(string[] faults)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var bad = new List<Guid>();
        foreach (var paragraph in app.Essay.Elements.Where(element => element.Kind == ElementKind.Paragraph).Skip(20).Take(faults.Length))
        {
            bad.Add(await reader.MarkAsync(app.Essay, app.Essay.Text[paragraph.Start..(paragraph.Start + 30)], note: "kept words"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var good = await reader.MarkAsync(app.Essay, Other);
        for (var row = 1; row <= faults.Length; row++)
        {
            await DamageAsync(app, $"UPDATE Annotations SET {faults[row - 1]} WHERE rowid = {row}");
        }

        var before = await RowsAsync(app, faults.Length);

        await AssertEverythingElseWorksAsync(app, reader, good);
        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        await app.CatchUpAsync();
        await AssertEverythingElseWorksAsync(app, reader, good);
        var named = await HealthAsync(app, reader);

        Assert.DoesNotContain("kept words", named);
        Assert.Equal(before, await RowsAsync(app, faults.Length));
        Assert.Contains("cannot be read just now", await reader.GetStringAsync("/notes"));
        foreach (var (fault, index) in faults.Select((fault, index) => (fault, index)))
        {
            Assert.Contains($"Annotations {index + 1} ({fault.Split(' ')[0]})", named);

            // The only sign of the row itself: its reader requests the note and is not told that it does not exist.
            if (!fault.StartsWith("Id", StringComparison.Ordinal) && !fault.StartsWith("ReaderId", StringComparison.Ordinal))
            {
                using var one = await reader.GetAsync($"/notes/{bad[index]}");
                Assert.Equal((fault, HttpStatusCode.ServiceUnavailable), (fault, one.StatusCode));
                using var saved = await reader.PostAsync($"/notes/{bad[index]}?handler=Save", Forms.Encoded(("version", "1"), ("colour", "rose"), ("note", "words of an hour")));
                Assert.Equal((fault, HttpStatusCode.ServiceUnavailable), (fault, saved.StatusCode));
                Assert.Contains("words of an hour", await saved.Content.ReadAsStringAsync());
            }
        }
    }

    [Theory]
    [InlineData("UPDATE Annotations SET Anchor_End = 99999999 WHERE rowid = 1")]
    [InlineData("UPDATE Annotations SET Anchor_Start = -5 WHERE rowid = 1")]
    [InlineData("UPDATE Annotations SET Anchor_Start = Anchor_End WHERE rowid = 1")]
    [InlineData("UPDATE Annotations SET Anchor_Start = NULL WHERE rowid = 1")]
    public async Task An_impossible_anchor_is_recomputed_from_the_words(string damage)
    {
        await using var app = new ReaderApp();
        var (reader, _, _) = await TwoMarksAsync(app);
        await DamageAsync(app, damage);

        var essay = await reader.OpenAsync("/");

        Assert.Equal([Other, Words], essay.QuerySelectorAll("#essay mark").Select(mark => mark.TextContent).Order());
        Assert.Equal("ready", (string)JsonNode.Parse(await reader.GetStringAsync("/healthz"))!["status"]!);
    }

    [Theory]
    [InlineData("UPDATE EarlierVersions SET Colour = 'Teal'", "EarlierVersions 1 (Colour)")]
    [InlineData("UPDATE EarlierVersions SET Tags = '{}'", "EarlierVersions 1 (Tags)")]
    [InlineData("UPDATE EarlierVersions SET WrittenAt = 'then'", "EarlierVersions 1 (WrittenAt)")]
    [InlineData("UPDATE ColourNames SET Name = CAST(x'ff' AS TEXT)", "ColourNames 1 (Name)")]
    [InlineData("UPDATE ColourNames SET Colour = 'Teal'", "ColourNames 1 (Colour)")]
    [InlineData("UPDATE Revisions SET BlockMap = CAST(x'ff' AS TEXT)", "Revisions 1 (BlockMap)")]
    [InlineData("UPDATE Revisions SET FirstServedAt = 'then'", "Revisions 1 (FirstServedAt)")]
    public async Task An_unreadable_row_of_any_table_is_reported_and_not_changed(string damage, string named)
    {
        await using var app = new ReaderApp();
        var (reader, id, good) = await TwoMarksAsync(app);
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "other words"));
        using var name = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("/notes/colours"), ("amber", "claims"));
        await DamageAsync(app, damage);

        await AssertEverythingElseWorksAsync(app, reader, good);
        using var gone = await reader.GetAsync("/p/p9999");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var renamed = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("/notes/colours"), ("amber", "reasons"));
        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        await app.CatchUpAsync();

        Assert.Contains("other words", await reader.GetStringAsync($"/notes/{id}"));
        if (!damage.Contains("ColourNames SET Name", StringComparison.Ordinal)) // this one was replaced by a new name
        {
            Assert.Contains(named, await HealthAsync(app, reader));
        }
    }

    [Theory]
    [InlineData("[[")]
    [InlineData("[[\"p10\"]]")]
    [InlineData("[[\"p10\", -4, \"x\"]]")]
    [InlineData("{\"p10\": 3}")]
    public async Task A_damaged_block_map_redirects_nowhere_and_breaks_nothing(string map)
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words);
        app.RemoveParagraph("p10");
        await DamageAsync(app, $"UPDATE Revisions SET BlockMap = '{map}'");

        using var answer = await app.NewReader().GetAsync("/p/p10");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Marks_are_not_aligned_with_a_damaged_revision()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        await using var again = await app.RestartedAsync(); // without the text in memory
        await DamageAsync(again, "UPDATE Revisions SET Text = 'xxxxxxxxx ' || Text");
        again.EditEssay("Throughout most of modern history", "All through most of modern history");
        await again.CatchUpAsync();

        Assert.Equal(Words, again.Essay.TextOf((await again.AnnotationsAsync()).Single().Anchor.Passage!.Value));
    }

    [Fact]
    public async Task Creating_a_mark_with_the_id_of_an_unreadable_row_keeps_the_readers_words()
    {
        await using var app = new ReaderApp();
        var (reader, bad, _) = await TwoMarksAsync(app);
        await DamageAsync(app, "UPDATE Annotations SET Colour = 'Teal' WHERE rowid = 1");

        using var again = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "words of an hour", id: bad));

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode); // then the script saves it with another id
    }

    private static async Task AssertEverythingElseWorksAsync(ReaderApp app, HttpClient reader, Guid good)
    {
        Assert.Contains(Other, (await reader.OpenAsync("/")).QuerySelectorAll("#essay mark").Select(mark => mark.TextContent));
        var home = app.Essay.Elements.First(element => app.Essay.Text[element.Start..element.End].Contains(Other)).Id;
        foreach (var address in new[] { "/notes", $"/notes/{good}", $"/p/{home}/notes", "/search?q=deceptive", "/notes/export.md", "/notes/export.jsonld", "/annotations/", "/notes?handler=Blocks" })
        {
            using var answer = await reader.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.OK, true), (address, answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("deceptive")));
        }

        await using var zip = new System.IO.Compression.ZipArchive(await reader.GetStreamAsync("/notes/everything.zip"));
        using var everything = new StreamReader(await zip.GetEntry("everything.json")!.OpenAsync());
        Assert.Contains(Other, await everything.ReadToEndAsync());

        foreach (var (act, field, value) in new[] { ("recolour", "colour", "green"), ("tag", "tags", "kept"), ("untag", "tags", "kept") })
        {
            using var many = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("all", "yes"), ("act", act), (field, value)));
            Assert.Equal((act, HttpStatusCode.SeeOther), (act, many.StatusCode));
        }

        using var deleted = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{good}"), ("act", "delete")));
        Assert.Contains("deceptive", await reader.GetStringAsync("/notes/bin"));
        using var restored = await reader.PostAsync("/notes/bin?handler=RestoreAll", Forms.Encoded());
        Assert.Equal(HttpStatusCode.SeeOther, restored.StatusCode);
        await reader.MarkAsync(app.Essay, "Beijing-Moscow relations");
    }

    private static async Task<(HttpClient Reader, Guid Bad, Guid Good)> TwoMarksAsync(ReaderApp app)
    {
        var reader = app.NewReader();
        var bad = await reader.MarkAsync(app.Essay, Words, note: "kept words");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        return (reader, bad, await reader.MarkAsync(app.Essay, Other));
    }

    private static async Task<string> HealthAsync(ReaderApp app, HttpClient reader)
    {
        await app.Services.GetRequiredService<RowCheck>().CheckAsync(CancellationToken.None); // in case the last check was only a moment ago
        var health = JsonNode.Parse(await reader.GetStringAsync("/healthz"))!;
        Assert.Equal("degraded", (string)health["status"]!);
        return string.Join(' ', health["problems"]!.AsArray().Select(problem => (string)problem!));
    }

    // Changes a row as somebody with another program would.
    private static async Task DamageAsync(ReaderApp app, string sql)
    {
        await using var file = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "reader.db")};Pooling=False;Foreign Keys=False");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync() > 0, "The statement changed no row.");
    }

    // The values of the first rows, as they are stored.
    private static async Task<List<string>> RowsAsync(ReaderApp app, int count)
    {
        await using var file = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "reader.db")};Pooling=False");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = "SELECT * FROM Annotations WHERE rowid <= $count ORDER BY rowid";
        command.Parameters.AddWithValue("$count", count);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{row.GetValue(i)}")));
        }

        return rows;
    }
}
