using System.Text.Encodings.Web;
using System.Text.Json;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Export;

/// <summary>Annotations as one file for programs: a collection of the W3C Web Annotation Data Model with a single page (§5).</summary>
internal sealed class JsonExport(WebAnnotations web)
{
    // Every script stays readable; this is never part of a page.
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static readonly JsonWriterOptions Written = new() { Encoder = Readable.Encoder, Indented = true };

    // What is written is sent on from here on, so that a long list is never in memory as a whole.
    public const int SentFrom = 64 * 1024;

    /// <param name="address">Where this very collection is had.</param>
    public async Task WriteAsync(Stream stream, IAsyncEnumerable<Annotation> annotations, string address, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(stream, Written);
        var (total, page) = (0, $"{address}#page");
        json.WriteStartObject();
        json.WriteString("@context", WebAnnotations.Context);
        json.WriteString("id", address);
        json.WriteString("type", "AnnotationCollection");
        json.WriteString("label", "My highlights and notes");
        await foreach (var annotation in annotations.WithCancellation(cancellation))
        {
            if (total++ == 0)
            {
                BeginPage(json, page, address); // a page has one at least
            }

            var item = await web.WriteAsync(annotation, cancellation);
            OtherMembers.RemoveIf(item, "@context", WebAnnotations.Context); // the collection's own serves all
            item.WriteTo(json, Readable);
            if (json.BytesPending >= SentFrom)
            {
                await json.FlushAsync(cancellation);
            }
        }

        if (total > 0)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("last", page);
        }

        json.WriteNumber("total", total); // known only now
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private static void BeginPage(Utf8JsonWriter json, string page, string address)
    {
        json.WriteStartObject("first");
        json.WriteString("id", page);
        json.WriteString("type", "AnnotationPage");
        json.WriteString("partOf", address);
        json.WriteNumber("startIndex", 0);
        json.WriteStartArray("items");
    }
}
