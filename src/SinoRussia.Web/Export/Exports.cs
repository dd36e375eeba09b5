using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Export;

/// <summary>Serves a reader's annotations as files to download.</summary>
internal static class Exports
{
    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(ExportFormat.Markdown.Path, ReadEndpoints.Methods, ExportMarkdownAsync);
        endpoints.MapMethods(ExportFormat.JsonLd.Path, ReadEndpoints.Methods, ExportJsonAsync);
        endpoints.MapMethods("/notes/everything.zip", ReadEndpoints.Methods, ExportEverythingAsync);
    }

    public static void AddExports(this IServiceCollection services)
    {
        services.AddScoped<ExportTag>();
        services.AddScoped<MarkdownExport>();
        services.AddScoped<JsonExport>();
        services.AddScoped<ReaderArchive>();
    }

    private static async Task<PushStreamHttpResult> ExportMarkdownAsync(
        HttpContext context, AnnotationQueries annotations, MarkdownExport export, ExportTag tag, CancellationToken cancellation) =>
        Private(context, stream => export.WriteAsync(stream, Chosen(context, annotations, cancellation), cancellation), MarkdownExport.MediaType, "notes.md", await tag.OfAsync(cancellation));

    private static async Task<PushStreamHttpResult> ExportJsonAsync(
        HttpContext context, AnnotationQueries annotations, JsonExport export, ExportTag tag, SiteAddress site, CancellationToken cancellation) =>
        Private(context, stream => export.WriteAsync(stream, Chosen(context, annotations, cancellation), $"{site.Root}{context.Request.Path}{context.Request.QueryString}", cancellation), JsonLd.MediaType, "annotations.jsonld", await tag.OfAsync(cancellation));

    private static async Task<PushStreamHttpResult> ExportEverythingAsync(
        HttpContext context, ReaderQuota quota, ReaderArchive archive, TimeProvider clock, CancellationToken cancellation)
    {
        await quota.EntriesAsync(cancellation); // uses the database before the first byte is sent: after that, a failure could no longer be reported
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true; // see ReaderArchive.WriteAsync
        return Private(context, stream => archive.WriteAsync(stream, clock.GetUtcNow(), cancellation), "application/zip", "everything.zip");
    }

    // The same query as for /notes: a filter, or the ids that the reader chose there.
    private static IAsyncEnumerable<Annotation> Chosen(HttpContext context, AnnotationQueries annotations, CancellationToken cancellation)
    {
        var ids = context.Request.Query["ids"].Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty).ToHashSet();
        var all = annotations.ReadAsync(NotesQuery.Filter(context.Request.Query), cancellation);
        return ids.Count == 0 ? all : all.Where(a => ids.Contains(a.Id));
    }

    private static PushStreamHttpResult Private(HttpContext context, Func<Stream, Task> write, string type, string name, string? tag = null)
    {
        context.Response.Headers.CacheControl = NotStoredAttribute.CacheControl;
        return TypedResults.Stream(write, type, name, entityTag: tag is null ? null : new EntityTagHeaderValue(tag, isWeak: true));
    }
}
