using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>Rare but right requests by other programs, and what the answers say of themselves.</summary>
public sealed partial class ContainerTests
{
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
