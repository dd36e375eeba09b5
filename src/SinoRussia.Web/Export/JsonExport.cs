using System.Text.Encodings.Web;
using System.Text.Json;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Export;

/// <summary>Exports annotations as one file for other programs: a collection of the W3C Web Annotation Data Model with a single page (§5).</summary>
internal sealed class JsonExport(WebAnnotations web)
{
    // Does not escape letters of any script. That is safe, because this is never part of a page.
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static readonly JsonWriterOptions Written = new() { Encoder = Readable.Encoder, Indented = true };

    // With this many bytes waiting, they are sent, so that a long list is never in memory as a whole.
    public const int SentFrom = 64 * 1024;

    /// <param name="address">The address of this collection.</param>
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
                BeginPage(json, page, address); // only now, because a page must not be empty
            }

            var item = await web.WriteAsync(annotation, cancellation);
            OtherMembers.RemoveIf(item, "@context", WebAnnotations.Context); // the collection's context covers all items
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

        json.WriteNumber("total", total); // only known at the end
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
