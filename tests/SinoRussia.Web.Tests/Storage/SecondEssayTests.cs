using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Two essays in one database: the second has the text that the first once had, and an id of its own.</summary>
public sealed class SecondEssayTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task Marks_of_another_essay_are_not_shown_exported_or_reanchored_but_its_bin_is_emptied_in_time()
    {
        await using var first = new ReaderApp();
        var (reader, cookie) = await NewReaderAsync(first);
        var id = await reader.MarkAsync(first.Essay, Words, note: "only mine");
        var binned = await reader.MarkAsync(first.Essay, "appearances may be deceptive", note: "thrown away");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{binned}")).Form("handler=Delete"));
        first.EditEssay(text => text.Replace("\n{#p10}\n", "\n{#p9z}\nA paragraph that only the first essay had.\n\n{#p10}\n", StringComparison.Ordinal));
        await first.CatchUpAsync();
        var edited = first.Essay.Revision;
        first.Clock.Advance(TimeSpan.FromHours(1));
        first.RemoveParagraph("p9z");
        first.EditEssay("Throughout most of modern history", "All through most of modern history");
        await first.CatchUpAsync();
        var stored = Rows(first);

        await using var second = SecondEssayWith(first);
        using var there = second.NewReader();
        there.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal("second", second.Essay.Id);
        foreach (var path in (string[])["/", "/notes", "/notes/bin", "/p/p10/notes", "/search?q=mine", "/notes/export.md", "/notes/export.jsonld", "/annotations/?page=0"])
        {
            using var page = await there.GetAsync(path);
            page.EnsureSuccessStatusCode();
            var text = await page.Content.ReadAsStringAsync();
            Assert.DoesNotContain($"{id}", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("only mine", text, StringComparison.Ordinal);
            Assert.DoesNotContain("thrown away", text, StringComparison.Ordinal);
        }

        foreach (var path in new[] { $"/notes/{id}", $"/annotations/{id}", $"/revisions/{edited}", "/p/p9z" })
        {
            using var missing = await there.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, missing.StatusCode));
        }

        // The ids of the other essay's annotations are taken, and requests to them have no effect.
        using var taken = await there.SendMarkAsync(Marks.Fields(second.Essay, Words, note: "instead", id: id));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        using var saved = await there.PostAsync($"/notes/{id}?handler=Save", new FormUrlEncodedContent([new("version", "1"), new("colour", "rose"), new("note", "instead")]));
        Assert.Equal(HttpStatusCode.NotFound, saved.StatusCode);
        using var emptied = await there.PostAsync("/notes/bin?handler=Empty", new FormUrlEncodedContent([]));
        using var many = await there.PostAsync("/notes?handler=Many", new FormUrlEncodedContent([new("Act", "delete"), new("Ids", $"{id}")]));

        var own = await there.MarkAsync(second.Essay, Words, note: "of the second");
        second.Clock.Advance(RevisionPruning.KeptFor + Bin.KeptFor);
        second.EditEssay("appearances may be deceptive", "appearances may deceive");
        await second.CatchUpAsync();
        await second.Services.GetRequiredService<BinPurge>().PurgeAsync(default); // readers are told 30 days, whichever the essay
        Assert.Equal(stored.Where(row => !row.Contains($"{binned:D}", StringComparison.OrdinalIgnoreCase)), Rows(first));

        var notes = await reader.OpenAsync("/notes");
        Assert.Equal("only mine", Assert.Single(notes.QuerySelectorAll(".note-card .note-body")).TextContent.Trim());
        using var gone = await reader.GetAsync("/p/p9z");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        using var unknown = await reader.GetAsync($"/notes/{own}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task The_archive_and_the_deletion_of_everything_include_all_essays()
    {
        await using var first = new ReaderApp();
        var (reader, cookie) = await NewReaderAsync(first);
        await reader.MarkAsync(first.Essay, Words, note: "of the first");
        await using var second = SecondEssayWith(first);
        using var there = second.NewReader();
        there.DefaultRequestHeaders.Add("Cookie", cookie);
        await there.MarkAsync(second.Essay, Words, note: "of the second");

        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await there.GetByteArrayAsync("/notes/everything.zip")));
        await using var entry = await zip.GetEntry("everything.json")!.OpenAsync();
        using var everything = await JsonDocument.ParseAsync(entry);
        Assert.Equal(
            [("essay", "of the first"), ("second", "of the second")],
            everything.RootElement.GetProperty("annotations").EnumerateArray().Select(a => (a.GetProperty("essay").GetString(), a.GetProperty("note").GetString())).Order());

        using var forgotten = await there.PostAsync("/notes/everything?handler=Delete", new FormUrlEncodedContent([new("sure", "yes")]));
        Assert.Empty(await first.AnnotationsAsync());
    }

    private static ReaderApp SecondEssayWith(ReaderApp first)
    {
        var second = new ReaderApp().With("Data:Folder", first.DataFolder);
        second.EditEssay("---\ntitle:", "---\nid: second\ntitle:");
        return second;
    }

    private static async Task<(HttpClient Reader, string Cookie)> NewReaderAsync(ReaderApp app)
    {
        var reader = app.NewReader();
        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, "the well-known American thinker"));
        var cookie = answer.Cookie();
        var made = (await app.AnnotationsAsync()).Single().Id;
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{made}")).Form("handler=Delete"));
        using var emptied = await reader.PostAsync("/notes/bin?handler=Empty", new FormUrlEncodedContent([]));
        return (reader, cookie);
    }

    // All stored rows of the first essay, as they are stored.
    private static List<string> Rows(ReaderApp app)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "reader.db")};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT 'annotation', Id, Version, Note, Colour, Tags, ModifiedAt, DeletedAt, Anchor_Revision, Anchor_State, Anchor_Start, Anchor_End, Target_Revision FROM Annotations WHERE EssayId = 'essay'
            UNION ALL SELECT 'revision', Id, length(Text), BlockMap, FirstServedAt, 0, 0, 0, 0, 0, 0, 0, 0 FROM Revisions WHERE EssayId = 'essay' ORDER BY 1, 2
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        Assert.True(rows.Count > 3);
        return rows;
    }
}
