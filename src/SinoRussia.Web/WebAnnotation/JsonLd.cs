using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>A response of the container, with the headers that the Web Annotation Protocol requires (§3.1, §4.1) besides those of <see cref="AnnotationHeaders"/>.</summary>
internal sealed class JsonLd(JsonObject json, string tag) : IResult
{
    public const string MediaType = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

    // Does not escape letters of any script. That is safe, because this is never part of a page.
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status { get; init; } = StatusCodes.Status200OK;

    public required string Allow { get; init; }

    public string? Location { get; init; }

    /// <summary>The address of the content, if it differs from the requested one.</summary>
    public string? ContentLocation { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = tag;
        response.Headers.Allow = Allow;
        response.Headers.Vary = "Accept, Prefer, Cookie";
        response.Headers.CacheControl = "private, no-cache";
        if (ContentLocation is not null)
        {
            response.Headers.ContentLocation = ContentLocation;
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (request.IsRead() && request.Knows(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = MediaType;
        await JsonSerializer.SerializeAsync(response.Body, json, Readable, httpContext.RequestAborted);
    }
}
