using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>Unusual, wrong or hostile requests by other programs.</summary>
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

    [Fact]
    public async Task The_most_precise_selector_is_used_and_a_source_may_be_an_object_or_a_revision()
    {
        var app = shared.App;
        var reader = Program(app);
        foreach (var (target, words) in new[]
        {
            ($$$"""{"source":"http://localhost/","selector":[{"type":"RangeSelector"},{"type":"FragmentSelector","value":"p12"},{"type":"TextQuoteSelector","exact":"{{{Words}}}"}]}""", Words),
            ($$$$"""{"source":{"id":"http://localhost/","format":"text/html"},"selector":{"type":"TextQuoteSelector","exact":"{{{{Words}}}}","refinedBy":{"type":"TextQuoteSelector","exact":"American"}}}""", "American"),
            ($$$"""{"source":"http://localhost/revisions/{{{app.Essay.Revision}}}","selector":{"type":"TextPositionSelector","start":{{{app.Essay.Text.IndexOf(Words, StringComparison.Ordinal)}}}.0,"end":{{{app.Essay.Text.IndexOf(Words, StringComparison.Ordinal) + 8}}}}}""", Words[..8]),
        })
        {
            using var answer = await CreateAsync(reader, Annotation(JsonNode.Parse(target)!));

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Equal(words, Quotation(await JsonAsync(answer)));
        }
    }

    [Fact]
    public async Task Unknown_properties_are_stored_and_returned_everywhere()
    {
        var app = shared.App;
        var reader = Program(app);
        var sent = JsonNode.Parse(
            """
            {
              "@context": ["http://www.w3.org/ns/anno.jsonld", {"ex": "http://example.org/ns#"}],
              "id": "http://elsewhere.example/anno/1", "type": "Annotation", "canonical": "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df",
              "via": "http://older.example/anno/9", "motivation": "questioning", "rights": "https://creativecommons.org/licenses/by/4.0/",
              "creator": {"id": "http://example.org/user1", "type": "Person", "name": "用戶 😀"}, "ex:weight": [1, 2.50, {"a": null}],
              "body": [
                {"type": "TextualBody", "value": "<p>Pourquoi ?</p>", "format": "text/html", "language": "fr", "purpose": "commenting"},
                {"type": "TextualBody", "value": "Traité", "purpose": "tagging", "creator": "http://example.org/user2"},
                {"id": "http://example.org/picture.png", "type": "Image", "format": "image/png"}, "http://example.org/essay",
                {"type": "Choice", "items": ["http://example.org/a", "http://example.org/b"]}
              ],
              "target": {"id": "http://example.org/t1", "source": "http://localhost/", "rights": "r", "selector": {"type": "TextQuoteSelector", "exact": "the well-known American thinker"}}
            }
            """)!.AsObject();

        using var created = await CreateAsync(reader, sent);
        var kept = await JsonAsync(created);
        var address = created.Headers.Location!;
        using var unchanged = await PutAsync(reader, address, kept, "\"1\"");
        var exported = JsonNode.Parse(await reader.GetStringAsync("/notes/export.jsonld"))!["first"]!["items"]![0]!;

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", unchanged.Headers.ETag!.Tag); // nothing to change
        Assert.Equal(address.ToString(), (string)kept["id"]!);
        foreach (var json in new JsonNode[] { kept, exported, await JsonAsync(unchanged) })
        {
            foreach (var name in new[] { "@context", "canonical", "motivation", "rights", "creator", "ex:weight" })
            {
                Assert.True(JsonNode.DeepEquals(sent[name], json[name]), name);
            }

            Assert.Equal(["http://older.example/anno/9", "http://elsewhere.example/anno/1"], json["via"]!.AsArray().Select(via => (string)via!));
            Assert.Equal(5, json["body"]!.AsArray().Count);
            Assert.All(sent["body"]!.AsArray(), body => Assert.Contains(json["body"]!.AsArray(), other => JsonNode.DeepEquals(body, other)));
            Assert.Equal(("r", "http://example.org/t1"), ((string)json["target"]!["rights"]!, (string)json["target"]!["id"]!));
        }

        // A program can remove it again, and changes by people keep it.
        kept.Remove("rights");
        using var changed = await PutAsync(reader, address, kept, "\"1\"");
        Assert.Null((await JsonAsync(changed))["rights"]);
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        using var edited = await reader.SendAsync((await reader.OpenAsync($"/notes/{address.Segments[^1]}")).Form("Save"), ("note", "Other words"));
        var after = await JsonAsync(await reader.GetAsync(address));
        Assert.Equal(("Other words", "fr", "questioning"), ((string)after["body"]![0]!["value"]!, (string)after["body"]![0]!["language"]!, (string)after["motivation"]!));
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
    public async Task Repeating_a_creation_after_its_deletion_answers_Gone()
    {
        var app = shared.App;
        var reader = Program(app);
        reader.DefaultRequestHeaders.Add("Slug", Guid.NewGuid().ToString());
        using var created = await CreateAsync(reader, Highlight(Words));
        using var deletion = new HttpRequestMessage(HttpMethod.Delete, created.Headers.Location);
        deletion.Headers.IfMatch.Add(created.Headers.ETag!);
        using var deleted = await reader.SendAsync(deletion);

        using var again = await CreateAsync(reader, Highlight(Words));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Equal("urn:reader:deleted", (string)(await JsonAsync(again))["type"]!);
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

    [Fact]
    public async Task Every_answer_states_the_type_of_its_resource()
    {
        var app = shared.App;
        var reader = Program(app);
        using var created = await CreateAsync(reader, Highlight(Words));
        var address = created.Headers.Location!.AbsolutePath;

        foreach (var (method, path, isContainer) in new[]
        {
            ("OPTIONS", "/annotations/", true), ("GET", "/annotations/", true), ("HEAD", "/annotations/", true), ("GET", "/annotations/?iris=1", true), ("POST", "/annotations/", true),
            ("OPTIONS", address, false), ("GET", address, false), ("HEAD", address, false), ("PUT", address, false), ("DELETE", address, false),
            ("GET", $"/annotations/{Guid.NewGuid()}", false),
        })
        {
            using var answer = await reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

            var kind = isContainer ? "BasicContainer" : "Resource";
            Assert.Contains($"<http://www.w3.org/ns/ldp#{kind}>; rel=\"type\"", answer.Headers.GetValues("Link"));
            Assert.Equal(isContainer, answer.Headers.Contains("Accept-Post"));
            if (method == "OPTIONS" || answer.IsSuccessStatusCode)
            {
                Assert.Contains("OPTIONS", answer.Content.Headers.Allow);
            }
        }

        using var container = await reader.GetAsync("/annotations/");
        Assert.Equal((string)(await JsonAsync(container))["id"]!, container.Content.Headers.ContentLocation!.ToString());
    }

    [Fact]
    public async Task The_essay_links_to_its_annotation_container()
    {
        var app = shared.App;
        foreach (var path in new[] { "/", "/", "/p/p12", "/s/friedman" }) // the second time from the cache
        {
            using var answer = await Program(app).GetAsync(path);

            Assert.Contains("</annotations/>; rel=\"http://www.w3.org/ns/oa#annotationService\"", answer.Headers.GetValues("Link"));
        }
    }

    [Fact]
    public async Task Colours_are_exported_with_a_stylesheet_that_other_sites_may_load()
    {
        var app = shared.App;
        var reader = Program(app);
        var id = await reader.MarkAsync(app.Essay, Words, "Rose");
        var json = await JsonAsync(await reader.GetAsync($"/annotations/{id}"));

        using var sheet = await reader.GetAsync(new Uri((string)json["stylesheet"]!).PathAndQuery);

        Assert.Equal("text/css", sheet.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cross-origin", sheet.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        var css = await sheet.Content.ReadAsStringAsync();
        foreach (var colour in new[] { "amber", "green", "blue", "rose", "violet", "grey" })
        {
            Assert.Matches($@"\.{colour} {{ background-color: light-dark\(oklch\(.+\), oklch\(.+\)\);", css);
        }

        Assert.Contains(".underline {", css);
        Assert.Equal("rose", (string)json["target"]!["styleClass"]!);
    }

    [Fact]
    public async Task An_export_has_its_own_id_and_no_empty_page()
    {
        var app = shared.App;
        var reader = Program(app);
        var empty = JsonNode.Parse(await reader.GetStringAsync("/notes/export.jsonld"))!;
        await reader.MarkAsync(app.Essay, Words, "Rose");
        await reader.MarkAsync(app.Essay, "appearances may be deceptive", "Blue");

        var all = JsonNode.Parse(await reader.GetStringAsync("/notes/export.jsonld"))!;
        var blue = JsonNode.Parse(await reader.GetStringAsync("/notes/export.jsonld?colour=blue"))!;

        Assert.Equal((0, null, null), ((int)empty["total"]!, empty["first"], empty["last"]));
        Assert.Equal((2, 1), ((int)all["total"]!, (int)blue["total"]!));
        var ids = new[] { all, blue }.SelectMany(export => new[] { (string)export["id"]!, (string)export["first"]!["id"]! }).ToList();
        Assert.Equal(4, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.StartsWith("http://localhost/notes/export.jsonld", id));
        Assert.Equal((string)all["first"]!["id"]!, (string)all["last"]!);
        Assert.Equal((string)all["id"]!, (string)all["first"]!["partOf"]!);
    }

    /// <summary>Searches the text of the page's DOM for prefix, words and suffix, as Apache Annotator and other programs do.</summary>
    [Fact]
    public async Task Another_program_finds_a_quotation_in_the_page_unless_a_footnote_number_interrupts_it()
    {
        var app = shared.App;
        var reader = Program(app);
        var essay = app.Essay;
        var text = new HtmlParser().ParseDocument(await reader.GetStringAsync("/")).QuerySelector("#essay")!.TextContent;
        var random = new Random(7);
        var (found, interrupted) = (0, 0);
        while (found < 60)
        {
            var block = essay.Blocks[random.Next(essay.Blocks.Length)];
            var words = block.Text.Split(' ');
            var length = random.Next(3, 9);
            if (words.Length < length)
            {
                continue;
            }

            var first = random.Next(words.Length - length + 1);
            var start = block.Start + words.Take(first).Sum(word => word.Length + 1);
            var exact = string.Join(' ', words.Skip(first).Take(length));
            if (!text.Contains(exact, StringComparison.Ordinal))
            {
                interrupted++;
                continue;
            }

            using var created = await CreateAsync(reader, Annotation(JsonNode.Parse($$$"""{"source":"http://localhost/","selector":{"type":"TextPositionSelector","start":{{{start}}},"end":{{{start + exact.Length}}}}}""")!));
            var quote = (await JsonAsync(created))["target"]!["selector"]![0]!;

            Assert.Equal(exact, (string)quote["exact"]!);
            Assert.Contains($"{quote["prefix"]}{quote["exact"]}{quote["suffix"]}", text);
            found++;
        }

        Assert.True(interrupted < 40, $"{interrupted}");
    }
}
