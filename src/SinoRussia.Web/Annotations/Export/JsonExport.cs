using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SinoRussia.Web.Annotations.Protocol;

namespace SinoRussia.Web.Annotations.Export;

/// <summary>Annotations as one file for programs: a collection of the W3C Web Annotation Data Model with a single page (§5).</summary>
internal sealed class JsonExport(WebAnnotations web)
{
    // Every script stays readable; this is never part of a page.
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public async Task<string> WriteAsync(IReadOnlyList<Annotation> annotations, CancellationToken cancellation)
    {
        var items = new JsonArray();
        foreach (var annotation in annotations)
        {
            var item = await web.WriteAsync(annotation, cancellation);
            item.Remove("@context"); // the collection's own serves all
            items.Add((JsonNode)item);
        }

        return new JsonObject
        {
            ["@context"] = WebAnnotations.Context,
            ["id"] = web.ContainerAddress,
            ["type"] = "AnnotationCollection",
            ["label"] = "My highlights and notes",
            ["total"] = annotations.Count,
            ["first"] = new JsonObject { ["type"] = "AnnotationPage", ["startIndex"] = 0, ["items"] = items },
        }.ToJsonString(Readable);
    }
}
