using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Export;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Export;

/// <summary>A reader with something in every table: all of it is in their archive, and all of it can be deleted.</summary>
public sealed class EverythingTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    // Where everything.json has what a table stores about a reader; null for what is of nobody, or secret and gone within a day.
    private static readonly Dictionary<string, string?> Places = new(StringComparer.Ordinal)
    {
        ["Annotations"] = "annotations",
        ["EarlierVersions"] = "annotations.0.earlier",
        ["ColourNames"] = "colours",
        ["Readers"] = "reader.name",
        ["Sessions"] = "reader.browsers",
        ["Passkeys"] = "reader.passkeys",
        ["RecoveryCodes"] = "reader.recoveryCodes",
        ["NoteLinks"] = "reader.links",
        ["ShownAnnotations"] = "reader.links.0.notes",
        ["ReaderJoins"] = "reader.joined",
        ["JoinedRows"] = null,
        ["DeviceLinks"] = null,
        ["UsedChallenges"] = null,
        ["ReaderUsage"] = null, // a count of the annotations
        ["Revisions"] = null, // of the essay
    };

    [Fact]
    public async Task Everything_of_every_table_is_in_the_archive_and_is_deleted()
    {
        await using var app = new ReaderApp();
        using var reader = await WithEverythingAsync(app);
        Assert.Equal(Places.Keys.Order(StringComparer.Ordinal), await TablesAsync(app));
        Assert.DoesNotContain(0, (await CountsAsync(app)).Where(table => table.Key != "UsedChallenges").Select(table => table.Value)); // only a ceremony makes those

        using var answer = await reader.GetAsync("/notes/everything.zip");
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        await using var file = await archive.GetEntry("everything.json")!.OpenAsync();
        var everything = await JsonNode.ParseAsync(file);
        foreach (var place in Places.Values.OfType<string>())
        {
            var found = place.Split('.').Aggregate(everything, (node, step) => int.TryParse(step, out var index) ? node![index] : node![step]);
            Assert.False(found is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }, place);
        }

        using var deleted = await reader.PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        Assert.Equal(["Revisions"], (await CountsAsync(app)).Where(table => table.Value > 0).Select(table => table.Key));
    }

    [Fact]
    public async Task Deleting_everything_takes_nothing_from_the_reader_whom_this_browser_has_become_meanwhile()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        var reader = await app.ReaderWithAsync("from the laptop");
        var (join, joined) = (Guid.Empty, "");
        Refusal? refusal = null;

        await app.AsAsync(phone, async services =>
        {
            (var outcome, joined) = await app.SignInAsync(phone, reader);
            join = outcome.Join!.Value;
            refusal = await services.GetRequiredService<ReaderArchive>().ForgetAsync(null, CancellationToken.None);
        });

        Assert.Equal(Refusal.SignedOut.Code, refusal?.Code);
        Assert.Equal(2, (await app.AnnotationsAsync()).Count);
        Assert.Null(await app.UndoJoinAsync(joined, join));
        Assert.Contains("from the phone", (await app.ReaderWith(joined).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    [Fact]
    public async Task A_page_from_before_this_browser_became_another_reader_deletes_nothing_of_theirs()
    {
        await using var app = new ReaderApp();
        var laptop = await app.NewKeeperAsync(highlights: 3);
        using var phone = app.NewReader();
        await phone.MarkAsync(app.Essay, Other, note: "from the phone");
        var form = (await phone.OpenAsync("/notes/everything")).Form("handler=Delete");
        using var joined = await phone.PostAsync(await laptop.Browser.MakeLinkAsync(), Forms.Encoded()); // in another tab

        using var refused = await phone.SendAsync(form, ("sure", "yes"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(4, (await app.AnnotationsAsync()).Count);
        using var deleted = await phone.SendAsync((await refused.DocumentAsync()).Form("handler=Delete"), ("sure", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        Assert.Empty(await app.AnnotationsAsync());
    }

    [Fact]
    public async Task A_browser_that_was_signed_out_is_not_told_that_everything_was_deleted()
    {
        await using var app = new ReaderApp();
        var laptop = await app.NewKeeperAsync();
        using var phone = app.NewReader();
        using var joined = await phone.PostAsync(await laptop.Browser.MakeLinkAsync(), Forms.Encoded());
        var form = (await phone.OpenAsync("/notes/everything")).Form("handler=Delete");
        using var signedOut = await laptop.Browser.SendAsync((await laptop.Browser.OpenAsync("/settings/me")).Form("handler=SignOutOthers"));

        using var refused = await phone.SendAsync(form, ("sure", "yes"));

        Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
        Assert.Single(await app.AnnotationsAsync());
    }

    private static async Task<HttpClient> WithEverythingAsync(ReaderApp app)
    {
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var (_, cookie) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));
        var reader = app.ReaderWith(cookie);
        var notes = (await app.AnnotationsAsync()).OrderBy(note => note.Id).Select(note => note.Id).ToList();
        foreach (var note in notes)
        {
            using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{note}")).Form("Save"), ("note", "second"));
            await reader.ShowAsync(note);
        }

        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("colours"), ("amber", "claim"));
        await reader.MakeCodeAsync();
        await reader.MakeLinkAsync();
        await app.AddPasskeyAsync(await app.ReaderWithAsync(cookie: cookie));
        return reader;
    }

    private static async Task<IEnumerable<string>> TablesAsync(ReaderApp app)
    {
        await using var db = await app.DatabaseAsync();
        return [.. db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]; // each has a table
    }

    private static async Task<Dictionary<string, int>> CountsAsync(ReaderApp app)
    {
        var sql = string.Join(" UNION ALL ", (await TablesAsync(app)).Select(table => $"SELECT '{table}' AS Name, count(*) AS Rows FROM \"{table}\""));
        await using var db = await app.DatabaseAsync();
        return await db.Database.SqlQueryRaw<TableCount>(sql).ToDictionaryAsync(table => table.Name, table => table.Rows);
    }

    private sealed record TableCount(string Name, int Rows);
}
