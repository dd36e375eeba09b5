using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Whatever the endpoint, nothing outside the limits is stored, and no request causes a server error.</summary>
public sealed class LimitsTests
{
    private const string Words = "the well-known American thinker";
    private const string Reworded = "the very well-known American thinker";

    // Values that none of our forms would send; each is tried in every field of an endpoint.
    private static readonly string[] Odd =
    [
        "", " ", "\t\n", "a\0b", "\0", "a\r\nb", "-7", "-7--9", "9-3", "0-99999999", "2147483648", "9223372036854775807", "1e99", "0x1F", "NaN", "null", "[]", "{}",
        "00000000-0000-0000-0000-000000000000", "not-a-guid", new('f', 64), new('F', 64), new('g', 64), new('x', 400), new('a', 20_001), new(',', 3_000), string.Join(',', Enumerable.Range(0, 40)),
        string.Concat(Enumerable.Repeat("😀", 500)), "<script>", "%00", "../..", "Amber,Green", "7", "\ufffe\uffff", "e\u0301", "\u202e",
    ];

    private static readonly (string Name, Func<Essay, (string Address, (string Name, string Value)[] Fields)> Request)[] Endpoints =
    [
        ("the toolbar", essay => ("/notes?handler=Mark", Marks.Fields(essay, Words, note: "a note"))),
        ("the toolbar, other words", essay => ("/notes?handler=Mark", Marks.Fields(essay, Words).With("exact", Reworded))),
        ("a paragraph's note", essay => ("/p/p9/notes?handler=Note", [("annotation", $"{Guid.NewGuid()}"), ("revision", essay.Revision), ("passage", "10-60"), ("colour", "amber"), ("note", "a note"), ("tags", "one")])),
        ("a paragraph's sentence", essay => ("/p/p9/notes?handler=Highlight", [("annotation", $"{Guid.NewGuid()}"), ("revision", essay.Revision), ("passage", "10-60"), ("colour", "amber")])),
        ("the names of colours", _ => ("/notes/colours", [("amber", "important"), ("rose", "")])),
        ("many", _ => ("/notes?handler=Many", [("all", "yes"), ("act", "tag"), ("tags", "many"), ("colour", "blue")])),
        ("undo", _ => ("/notes?handler=Undo", [("at", "5")])),
        ("the settings", _ => ("/settings", [("theme", "dark"), ("size", "4")])),
        ("the bin", _ => ("/notes/bin?handler=Restore", [("id", $"{Guid.NewGuid()}")])),
    ];

    [Fact]
    public async Task No_form_stores_an_invalid_field_or_fails_because_of_one()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "mine");
        (string Name, Func<Essay, (string, (string, string)[])> Request)[] own =
        [
            ("a note's form", _ => ($"/notes/{id}?handler=Save", [("version", "1"), ("colour", "green"), ("note", "changed"), ("tags", "a, b"), ("returnTo", "/")])),
            ("a note's place", essay => ($"/notes/{id}?handler=Place", [("version", "1"), ("revision", essay.Revision), ("passage", "10-60"), ("around", "p9"), ("from", "text")])),
            ("an earlier version", _ => ($"/notes/{id}?handler=RestoreVersion", [("version", "1"), ("earlier", "1")])),
        ];

        var refusedBefore = 0;
        foreach (var (name, request) in Endpoints.Concat(own))
        {
            var (address, fields) = request(app.Essay);
            foreach (var (field, _) in fields)
            {
                foreach (var odd in Odd)
                {
                    using var answer = await reader.PostAsync(address, new FormUrlEncodedContent(fields.With(field, odd).With("id", $"{Guid.NewGuid()}").With(field, odd).Select(pair => KeyValuePair.Create(pair.Name, pair.Value))));
                    Assert.True((int)answer.StatusCode < 500, $"{name}: {field} = '{odd[..Math.Min(odd.Length, 20)]}' is answered {answer.StatusCode}");
                    refusedBefore += (int)answer.StatusCode >= 400 ? 1 : 0;
                    app.Clock.Advance(TimeSpan.FromSeconds(2)); // avoids the rate limits, which are not tested here
                }
            }
        }

        Assert.True(refusedBefore > 0);
        await AssertWithinBoundsAsync(app);
    }

    [Fact]
    public async Task Programs_have_the_same_limits()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        foreach (var odd in Odd)
        {
            foreach (var change in (Action<JsonObject>[])
            [
                json => json["bodyValue"] = odd,
                json => json["id"] = $"urn:uuid:{odd}",
                json => json["body"] = new JsonObject { ["purpose"] = "tagging", ["value"] = odd },
                json => json["target"]!["styleClass"] = odd,
                json => json["target"]!["selector"]![0]!["exact"] = odd,
                json => json["target"]!["selector"]![0]!["prefix"] = odd,
                json => json["target"]!["selector"]![0]!["suffix"] = new string('s', 3_000) + odd,
                json => json["target"]!["selector"]![1]!["start"] = odd,
                json => json["target"]!["state"] = new JsonObject { ["cached"] = $"http://localhost/revisions/{odd}" },
            ])
            {
                var json = Annotation(Reworded, 3, 9);
                change(json);
                using var answer = await PostAsync(reader, json.ToJsonString());
                Assert.True((int)answer.StatusCode < 500, $"'{odd[..Math.Min(odd.Length, 20)]}' is answered {answer.StatusCode}");
            }
        }

        using var words = await PostAsync(reader, Annotation(Words, 3, 9).ToJsonString());
        Assert.Equal(HttpStatusCode.Created, words.StatusCode);
        foreach (var (start, end) in new[] { (-7, -9), (9, 3), (3, 3), (0, int.MaxValue), (int.MinValue, 5) })
        {
            using var answer = await PostAsync(reader, Annotation(Words, start, end).ToJsonString());
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{start} to {end} is answered {answer.StatusCode}");
        }

        await AssertWithinBoundsAsync(app);
        var listed = JsonNode.Parse(await reader.GetStringAsync("/notes/export.jsonld"))!["first"]!["items"]!.AsArray();
        Assert.NotEmpty(listed);
        Assert.All(listed.SelectMany(item => item!["target"]!["selector"]!.AsArray()).Where(selector => (string)selector!["type"]! == "TextPositionSelector"),
            place => Assert.True((int)place!["start"]! >= 0 && (int)place["end"]! > (int)place["start"]!));
    }

    [Fact]
    public async Task Rows_from_before_the_limits_are_still_read()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "kept");
        await app.ExecuteAsync($"UPDATE Annotations SET Target_Position_Start = -7, Target_Position_End = -9, Target_Revision = 'x', Target_Quote_Prefix = '{new string('p', 5_000)}'");

        Assert.Equal("kept", (await reader.OpenAsync("/notes")).QuerySelector(".note-body")!.TextContent.Trim());
        app.EditEssay("Throughout most of modern history", "All through most of modern history");
        await app.CatchUpAsync();
        Assert.Contains("American thinker", (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".quotation")!.TextContent);
        Assert.DoesNotContain("TextPositionSelector", await reader.GetStringAsync($"/annotations/{id}"));
    }

    [Fact]
    public async Task A_null_character_is_refused_in_forms_and_in_JSON()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var form = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "before\0after"));
        var json = Annotation(Words, 0, 0);
        json["bodyValue"] = "before\0after";
        using var program = await PostAsync(reader, json.ToJsonString());

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest], [form.StatusCode, program.StatusCode]);
        Assert.Empty(await app.AnnotationsAsync());
    }

    private static JsonObject Annotation(string exact, int start, int end) => new()
    {
        ["type"] = "Annotation",
        ["target"] = new JsonObject
        {
            ["source"] = "http://localhost/",
            ["selector"] = new JsonArray(
                new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = exact, ["prefix"] = new string('p', 3_000), ["suffix"] = "" },
                new JsonObject { ["type"] = "TextPositionSelector", ["start"] = start, ["end"] = end }),
        },
    };

    private static Task<HttpResponseMessage> PostAsync(HttpClient reader, string json) =>
        reader.PostAsync("/annotations/", new StringContent(json, Encoding.UTF8, "application/ld+json"));

    private static async Task AssertWithinBoundsAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        var stored = await db.Annotations.AsNoTracking().ToListAsync();
        Assert.NotEmpty(stored);
        Assert.All(stored, a =>
        {
            Assert.NotEqual(Guid.Empty, a.Id);
            Assert.InRange(a.Target.Quote.Exact.Length, 1, Limits.Quote);
            Assert.InRange(a.Target.Quote.Prefix.Length, 0, TextQuoteSelector.ContextLength);
            Assert.InRange(a.Target.Quote.Suffix.Length, 0, TextQuoteSelector.ContextLength);
            Assert.Equal(a.Target.Revision is null, a.Target.Position.Passage is null);
            Assert.True(a.Target.Revision is null || a.Target.Revision == app.Essay.Revision);
            Assert.InRange(a.Target.Position.Passage?.End ?? 0, 0, app.Essay.Text.Length);
            Assert.InRange(a.Note?.Length ?? 0, 0, Limits.Note);
            Assert.InRange(a.Tags.Count, 0, Limits.Tags);
            Assert.All(a.Tags, tag => Assert.InRange(tag.Length, 1, Limits.Tag));
            Assert.True(Enum.IsDefined(a.Colour));
            Assert.All([a.Target.Quote.Exact, a.Target.Quote.Prefix, a.Target.Quote.Suffix, a.Note ?? "", .. a.Tags], text => Assert.Equal(ReaderText.Clean(text), text));
        });
        Assert.All(await db.ColourNames.AsNoTracking().ToListAsync(), name => Assert.InRange(name.Name.Length, 1, Limits.ColourName));
    }
}
