using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SinoRussia.Web.Tests.WebAnnotation;

/// <summary>What the tests send and read.</summary>
public sealed partial class ContainerTests
{
    // A program stores cookies and sends no Sec-Fetch-Site or Origin header.
    private static HttpClient Program(ReaderApp app)
    {
        var client = app.NewReader();
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        return client;
    }

    private static JsonObject Highlight(string exact, string? note = null)
    {
        var json = Annotation(new JsonObject
        {
            ["source"] = "http://localhost/",
            ["selector"] = new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = exact },
        });
        if (note is not null)
        {
            json["bodyValue"] = note;
        }

        return json;
    }

    private static JsonObject Annotation(JsonNode target) =>
        new() { ["@context"] = "http://www.w3.org/ns/anno.jsonld", ["type"] = "Annotation", ["target"] = target };

    private static Task<HttpResponseMessage> CreateAsync(HttpClient reader, JsonObject json) =>
        reader.PostAsync("/annotations/", Body(json));

    private static Task<HttpResponseMessage> PutAsync(HttpClient reader, Uri address, JsonObject json, string? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = Body(json) };
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        }

        return reader.SendAsync(request);
    }

    private static StringContent Body(JsonObject json) => new(json.ToJsonString(), Encoding.UTF8, JsonLd);

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

    private static async Task<string> WithoutTraceAsync(HttpResponseMessage answer)
    {
        var json = await JsonAsync(answer);
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private static string Quotation(JsonObject annotation) =>
        (string)annotation["target"]!["selector"]!.AsArray().Single(selector => (string)selector!["type"]! == "TextQuoteSelector")!["exact"]!;
}
