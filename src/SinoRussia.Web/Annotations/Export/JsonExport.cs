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

    /// <param name="address">Where this very collection is had.</param>
    public async Task<string> WriteAsync(IReadOnlyList<Annotation> annotations, string address, CancellationToken cancellation)
    {
        var items = new JsonArray();
        foreach (var annotation in annotations)
        {
            var item = await web.WriteAsync(annotation, cancellation);
            OtherMembers.RemoveIf(item, "@context", WebAnnotations.Context); // the collection's own serves all
            items.Add((JsonNode)item);
        }

        var collection = new JsonObject
        {
            ["@context"] = WebAnnotations.Context,
            ["id"] = address,
            ["type"] = "AnnotationCollection",
            ["label"] = "My highlights and notes",
            ["total"] = annotations.Count,
        };
        if (annotations.Count > 0) // a page has one at least
        {
            var page = $"{address}#page";
            collection["first"] = new JsonObject { ["id"] = page, ["type"] = "AnnotationPage", ["partOf"] = address, ["startIndex"] = 0, ["items"] = items };
            collection["last"] = page;
        }

        return collection.ToJsonString(Readable);
    }
}
