using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>Wrong or hostile input by other programs.</summary>
public sealed partial class ContainerTests
{
    /// <summary>JSON that no program should send, in each place where a string, a number or an object is expected.</summary>
    [Fact]
    public async Task Any_invalid_request_is_answered_with_a_machine_readable_problem()
    {
        var app = shared.App;
        var reader = Program(app);
        byte[][] notUnicode = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x92], [0xf4, 0x90, 0x80, 0x80]];
        string[] frames =
        [
            """{"type":"Annotation","bodyValue":"§","target":"http://localhost/#p12"}""",
            """{"type":"§","target":"http://localhost/#p12"}""",
            """{"type":"Annotation","id":"§","target":"http://localhost/#p12"}""",
            """{"type":"Annotation","target":"http://localhost/#p12","§":1}""",
            """{"type":"Annotation","target":{"source":"http://localhost/","selector":{"type":"TextQuoteSelector","exact":"§"}}}""",
            """{"type":"Annotation","body":{"type":"TextualBody","purpose":"tagging","value":"§"},"target":"http://localhost/#p12"}""",
            """{"type":"Annotation","body":[{"type":"TextualBody","language":"§","value":"a"}],"target":"http://localhost/#p12"}""",
            """{"type":"Annotation","canonical":"§","target":"http://localhost/#p12"}""",
        ];
        foreach (var frame in frames)
        {
            var (before, behind) = (Encoding.UTF8.GetBytes(frame.Split('§')[0]), Encoding.UTF8.GetBytes(frame.Split('§')[1]));
            foreach (var broken in notUnicode.Concat(new[] { @"\ud800", @"\udc00\ud800", @"a\u0000b" }.Select(Encoding.ASCII.GetBytes)))
            {
                await RefusedAsync([.. before, .. broken, .. behind], HttpStatusCode.BadRequest);
            }
        }

        string[] selectors =
        [
            """{"type":"XPathSelector","value":"/p[1]"}""", """{"type":"RangeSelector","startSelector":{},"endSelector":{}}""", "7", "\"p12\"", "[[]]",
            """{"type":"TextQuoteSelector"}""", """{"type":"TextQuoteSelector","exact":""}""", """{"type":"TextQuoteSelector","exact":7}""",
            """{"type":"FragmentSelector","value":"nowhere"}""", """{"type":"FragmentSelector"}""",
            .. new[] { "\"1\"", "-1", "1.5", "1e400", "99999999999999999999", "null", "[1,2]", "9" }.Select(start => $$$"""{"type":"TextPositionSelector","start":{{{start}}},"end":9}"""),
        ];
        string[] bodies =
        [
            "", "null", "7", "\"Annotation\"", "[]", "[{}]", "{\"type\":[]}", "{\"type\":{\"id\":\"Annotation\"}}", "{\"type\":\"annotation\"}",
            """{"@context":"http://www.w3.org/ns/anno.jsonld","@graph":[{"type":"Annotation","target":"http://localhost/#p12"}]}""",
            """{"@type":"http://www.w3.org/ns/oa#Annotation"}""",
            """{"type":"Annotation","type":"Annotation","target":"http://localhost/#p12"}""", // ambiguous
            """{"type":"Annotation","target":["http://localhost/#p12","http://localhost/#p13"]}""",
            """{"type":"Annotation","target":[]}""", """{"type":"Annotation","target":null}""", """{"type":"Annotation","target":[[]]}""",
            """{"type":"Annotation","target":{"type":"Choice","items":["http://localhost/#p12"]}}""",
            """{"type":"Annotation","target":"http://localhost.example/#p12"}""", """{"type":"Annotation","target":"http://[/"}""",
            """{"type":"Annotation","target":"http://localhost/#p12","body":7}""", """{"type":"Annotation","target":"http://localhost/#p12","body":[null]}""",
            """{"type":"Annotation","target":"http://localhost/#p12","bodyValue":{"value":"a"}}""",
            .. selectors.Select(selector => $$$"""{"type":"Annotation","target":{"source":"http://localhost/","selector":{{{selector}}}}}"""),
            string.Concat(Enumerable.Repeat("[", 100_000)), string.Concat(Enumerable.Repeat("{\"a\":", 100)),
        ];
        foreach (var body in bodies)
        {
            await RefusedAsync(Encoding.UTF8.GetBytes(body), HttpStatusCode.BadRequest);
        }

        Assert.Equal(0, (int)(await JsonAsync(await reader.GetAsync("/annotations/")))["total"]!);

        async Task RefusedAsync(byte[] body, HttpStatusCode status)
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue(JsonLd);
            using var answer = await reader.PostAsync("/annotations/", content);

            var said = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 300)]);
            Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} for {said}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\"", answer.Headers.GetValues("Link"));
        }
    }

    /// <summary>Whatever is accepted can also be returned: in each place where programs may add properties, and at any accepted depth.</summary>
    [Fact]
    public async Task Nested_JSON_is_returned_or_refused()
    {
        var app = shared.App;
        var reader = Program(app);
        string[] frames =
        [
            """{"type":"Annotation","target":"http://localhost/#p12","creator":§}""",
            """{"type":"Annotation","target":{"source":"http://localhost/#p12","scope":§}}""",
            """{"type":"Annotation","target":"http://localhost/#p12","body":{"type":"TextualBody","value":"a","rights":§}}""",
            """{"type":"Annotation","target":"http://localhost/#p12","body":{"type":"TextualBody","purpose":"tagging","value":"a","rights":§}}""",
            """{"type":"Annotation","target":"http://localhost/#p12","body":{"type":"Image","id":"http://example.org/a","rights":§}}""",
        ];
        foreach (var frame in frames)
        {
            foreach (var (before, behind) in new[] { ("[", "]"), ("{\"a\":", "}") })
            {
                for (var depth = 1; depth < 70; depth += depth is > 24 and < 34 ? 1 : 4)
                {
                    var nested = string.Concat(Enumerable.Repeat(before, depth)) + "\"deep\"" + string.Concat(Enumerable.Repeat(behind, depth));
                    using var made = await reader.PostAsync("/annotations/", new StringContent(frame.Replace("§", nested), new MediaTypeHeaderValue(JsonLd)));
                    Assert.True(made.StatusCode is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{(int)made.StatusCode} for {depth} in {frame}");
                    Assert.True(depth > 20 || made.StatusCode == HttpStatusCode.Created, frame);
                    if (made.StatusCode == HttpStatusCode.Created)
                    {
                        Assert.Contains(nested, await reader.GetStringAsync(made.Headers.Location));
                        Assert.Contains(nested, await reader.GetStringAsync("/annotations/"));
                        using var export = await reader.GetAsync("/notes/export.jsonld");
                        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
                        using var all = await reader.GetAsync("/notes/everything.zip");
                        Assert.NotEmpty(await all.Content.ReadAsByteArrayAsync());
                        using var again = new HttpRequestMessage(HttpMethod.Delete, made.Headers.Location);
                        again.Headers.TryAddWithoutValidation("If-Match", "\"77\", \"1\""); // one of them may match
                        using var gone = await reader.SendAsync(again);
                        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("APPLICATION/LD+JSON; Profile=\"http://www.w3.org/ns/anno.jsonld\"", HttpStatusCode.Created)]
    [InlineData("Application/Json; charset=\"UTF-8\"", HttpStatusCode.Created)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/ld+jsonx", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("", HttpStatusCode.UnsupportedMediaType)]
    public async Task Media_types_are_case_insensitive(string type, HttpStatusCode status)
    {
        var app = shared.App;
        var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Highlight(Words).ToJsonString())]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await Program(app).PostAsync("/annotations/", content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"TextQuoteSelector","exact":"an alliance motivated by fear"}""", "an alliance motivated by fear")]
    [InlineData("""{"type":"TextPositionSelector","start":0,"end":8}""", "The idea")]
    [InlineData("""[{"type":"XPathSelector","value":"//b"},{"type":"TextPositionSelector","start":4.0,"end":8}]""", "idea")]
    [InlineData("""{"type":"TextQuoteSelector","exact":"an alliance motivated by fear","refinedBy":{"type":"TextQuoteSelector","exact":"motivated by"}}""", "motivated by")]
    [InlineData("""{"type":"TextQuoteSelector","exact":"the well-known American thinker"}""", null)] // is elsewhere
    [InlineData("""{"type":"TextPositionSelector","start":0,"end":80000}""", null)]
    [InlineData("""{"type":"XPathSelector","value":"//b"}""", null)]
    public async Task A_selector_within_a_paragraph_marks_its_words_or_is_refused_and_never_marks_the_whole_paragraph(string refinement, string? words)
    {
        var app = shared.App;
        var json = JsonNode.Parse($$$$"""{"type":"Annotation","target":{"source":"http://localhost/","selector":{"type":"FragmentSelector","value":"p12","refinedBy":{{{{refinement}}}}}}}""")!.AsObject();

        using var answer = await CreateAsync(Program(app), json);

        Assert.Equal(words is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created, answer.StatusCode);
        if (words is not null)
        {
            Assert.Equal(words, Quotation(await JsonAsync(answer)));
        }
    }

    [Theory]
    [InlineData("""[{"type":"TextualBody","value":"a","language":"fr"},{"type":"TextualBody","value":"b"}]""", "urn:reader:several-comments")]
    [InlineData("""{"type":"TextualBody","value":"a","ex:long":"LONG"}""", "urn:reader:too-much-besides")]
    public async Task Input_that_cannot_be_stored_completely_is_refused_with_advice(string body, string type)
    {
        var app = shared.App;
        var json = Highlight(Words);
        json["body"] = JsonNode.Parse(body.Replace("LONG", new string('x', 9_000)));

        using var answer = await CreateAsync(Program(app), json);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(type, (string)(await JsonAsync(answer))["type"]!);
    }

    [Fact]
    public async Task An_id_that_contradicts_the_request_is_refused()
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        var json = await JsonAsync(created);
        json["id"] = $"http://localhost/annotations/{Guid.NewGuid()}";

        using var answer = await PutAsync(reader, created.Headers.Location!, json, "\"1\"");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
