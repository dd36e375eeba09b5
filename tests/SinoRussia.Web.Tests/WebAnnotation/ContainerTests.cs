using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>The W3C Web Annotation Protocol, from the side of a client program.</summary>
public sealed partial class ContainerTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";
    private const string JsonLd = "application/ld+json";

    [Fact]
    public async Task An_empty_container_describes_itself_as_the_protocol_requires()
    {
        var app = shared.App;

        using var answer = await Program(app).GetAsync("/annotations/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"", answer.Content.Headers.ContentType!.ToString());
        Assert.NotNull(answer.Headers.ETag);
        Assert.Contains("<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\"", answer.Headers.GetValues("Link"));
        Assert.Contains("<http://www.w3.org/TR/annotation-protocol/>; rel=\"http://www.w3.org/ns/ldp#constrainedBy\"", answer.Headers.GetValues("Link"));
        Assert.Contains("POST", answer.Content.Headers.Allow);
        Assert.Contains("Accept", answer.Headers.Vary);
        var json = await JsonAsync(answer);
        Assert.Equal(0, (int)json["total"]!);
        Assert.Equal(["BasicContainer", "AnnotationCollection"], json["type"]!.AsArray().Select(type => (string)type!));
    }

    [Fact]
    public async Task Annotations_by_programs_are_shown_to_people_and_annotations_by_people_are_listed_for_programs()
    {
        var app = shared.App;
        var reader = Program(app);

        using var created = await CreateAsync(reader, Highlight(Words, note: "*Who* is he?"));
        var address = created.Headers.Location!;
        await reader.MarkAsync(app.Essay, "appearances may be deceptive", "Blue");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        Assert.Contains((await reader.OpenAsync("/")).QuerySelectorAll("mark"), mark => mark.TextContent == Words);
        var page = (await JsonAsync(await reader.GetAsync("/annotations/")))["first"]!;
        var items = page["items"]!.AsArray();
        Assert.Equal(address.ToString(), (string)items[0]!["id"]!);
        Assert.Equal("commenting", (string)items[0]!["motivation"]!);
        Assert.Equal("*Who* is he?", (string)items[0]!["body"]!["value"]!);
        Assert.Equal("highlighting", (string)items[1]!["motivation"]!);
        Assert.Equal("blue", (string)items[1]!["target"]!["styleClass"]!);
    }

    [Fact]
    public async Task An_annotation_copied_by_another_reader_is_on_the_same_words()
    {
        var app = shared.App;
        var reader = Program(app);
        var id = await reader.MarkAsync(app.Essay, Words, "Rose", "Kept");
        var json = await JsonAsync(await reader.GetAsync($"/annotations/{id}"));
        json.Remove("id");

        using var copied = await CreateAsync(Program(app), json);

        var copy = await JsonAsync(copied);
        Assert.Equal(HttpStatusCode.Created, copied.StatusCode);
        Assert.Equal(json["target"]!.ToJsonString(), copy["target"]!.ToJsonString());
        Assert.Equal(json["body"]!.ToJsonString(), copy["body"]!.ToJsonString());
    }

    [Fact]
    public async Task Tags_are_tagging_bodies_in_both_directions()
    {
        var app = shared.App;
        var json = Highlight("Friedman comes to the most important issue");
        json["body"] = new JsonArray(
            new JsonObject { ["type"] = "TextualBody", ["purpose"] = "commenting", ["value"] = "a thought" },
            new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = "俄羅斯" },
            new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = "treaty" });

        using var created = await CreateAsync(Program(app), json);

        var bodies = (await JsonAsync(created))["body"]!.AsArray();
        Assert.Equal(["commenting a thought", "tagging 俄羅斯", "tagging treaty"], bodies.Select(body => $"{body!["purpose"]} {body["value"]}"));
    }

    [Fact]
    public async Task Positions_are_code_points_in_the_revision_that_the_annotation_names()
    {
        await using var app = ReaderApp.WithEssay("---\ntitle: T\nlanguage: en\n---\n\n## One 😀 {#one}\n\n{#p1}\nThe 😀 river froze early.\n");
        var reader = Program(app);
        var id = await reader.MarkAsync(app.Essay, "froze early");

        var target = (await JsonAsync(await reader.GetAsync($"/annotations/{id}")))["target"]!;

        var text = (await reader.GetStringAsync(new Uri((string)target["state"]!["cached"]!).PathAndQuery)).EnumerateRunes().ToArray();
        var position = target["selector"]!.AsArray().Single(selector => (string)selector!["type"]! == "TextPositionSelector")!;
        Assert.Equal("froze early", string.Concat(text[(int)position["start"]!..(int)position["end"]!]));
    }

    [Fact]
    public async Task A_position_or_a_paragraph_fragment_is_enough_as_a_target()
    {
        var app = shared.App;
        var reader = Program(app);
        var start = app.Essay.Text.IndexOf(Words, StringComparison.Ordinal);

        using var byPosition = await CreateAsync(reader, Annotation(new JsonObject
        {
            ["source"] = "http://localhost/",
            ["selector"] = new JsonObject { ["type"] = "TextPositionSelector", ["start"] = start, ["end"] = start + Words.Length },
        }));
        using var byFragment = await CreateAsync(reader, Annotation("http://localhost/p/p12#p12"));

        Assert.Equal(Words, Quotation(await JsonAsync(byPosition)));
        Assert.StartsWith("The idea that the Moscow-Beijing alliance", Quotation(await JsonAsync(byFragment)));
    }

    [Fact]
    public async Task Another_readers_annotation_and_a_missing_annotation_get_the_same_404()
    {
        var app = shared.App;
        using var created = await CreateAsync(Program(app), Highlight(Words));
        var other = Program(app);

        using var theirs = await other.GetAsync(created.Headers.Location!);
        using var nobodys = await other.GetAsync($"/annotations/{Guid.NewGuid()}");
        using var overwritten = await PutAsync(other, created.Headers.Location!, await JsonAsync(created), "\"1\"");

        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, overwritten.StatusCode);
        Assert.Equal(await WithoutTraceAsync(nobodys), await WithoutTraceAsync(theirs));
    }

    [Fact]
    public async Task A_creation_sent_twice_with_one_slug_makes_one_annotation()
    {
        var app = shared.App;
        var reader = Program(app);
        reader.DefaultRequestHeaders.Add("Slug", Guid.NewGuid().ToString());

        using var first = await CreateAsync(reader, Highlight(Words));
        using var second = await CreateAsync(reader, Highlight(Words));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(1, (int)(await JsonAsync(await reader.GetAsync("/annotations/")))["total"]!);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "urn:reader:not-json")]
    [InlineData("[]", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":"Annotation"}""", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":"Annotation","target":"https://elsewhere.example/"}""", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":"Annotation","target":"http://localhost/#nowhere"}""", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":7,"target":{"source":["http://localhost/"],"selector":[3,{"type":{}}]}}""", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":"Annotation","target":{"source":"http://localhost/","selector":{"type":"TextPositionSelector","start":5,"end":99999999}}}""", HttpStatusCode.BadRequest, "urn:reader:not-an-annotation")]
    [InlineData("""{"type":"Annotation","target":{"source":"http://localhost/","selector":{"type":"TextQuoteSelector","exact":"words nobody wrote here at all"}}}""", HttpStatusCode.UnprocessableEntity, "urn:reader:passage-not-found")]
    public async Task Input_that_cannot_be_stored_is_refused_with_a_reason(string body, HttpStatusCode status, string type)
    {
        var app = shared.App;

        using var answer = await Program(app).PostAsync("/annotations/", new StringContent(body, Encoding.UTF8, JsonLd));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(type, (string)(await JsonAsync(answer))["type"]!);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_form_is_not_accepted_as_an_annotation()
    {
        var app = shared.App;

        using var answer = await Program(app).PostAsync("/annotations/", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.StartsWith(JsonLd, answer.Headers.GetValues("Accept-Post").Single());
    }

    [Fact]
    public async Task A_long_list_has_pages_that_link_to_each_other()
    {
        var app = shared.App;
        var reader = Program(app);
        for (var i = 0; i < 101; i++)
        {
            using var created = await CreateAsync(reader, Highlight(Words));
        }

        var container = await JsonAsync(await reader.GetAsync("/annotations/?iris=1"));
        var last = await JsonAsync(await reader.GetAsync((string)container["first"]!["next"]!));
        using var beyond = await reader.GetAsync("/annotations/?page=2");

        Assert.Equal(100, container["first"]!["items"]!.AsArray().Count);
        Assert.Equal((string)container["last"]!, (string)last["id"]!);
        Assert.StartsWith("http://localhost/annotations/", (string)Assert.Single(last["items"]!.AsArray())!);
        Assert.Equal(101, (int)last["partOf"]!["total"]!);
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task A_program_with_the_newest_list_gets_304()
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        using var first = await reader.GetAsync("/annotations/");
        reader.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var same = await reader.GetAsync("/annotations/");
        await CreateAsync(reader, Highlight("appearances may be deceptive"));
        using var changed = await reader.GetAsync("/annotations/");

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }
}
