using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Annotations.Export;
using SinoRussia.Web.Annotations.Protocol;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages;

/// <summary>What a reader wrote, as files to take away.</summary>
internal static class Exports
{
    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/notes/export.md", ExportMarkdownAsync);
        endpoints.MapRead("/notes/export.jsonld", ExportJsonAsync);
        endpoints.MapRead("/notes/everything.zip", ExportEverythingAsync);
    }

    public static void AddExports(this IServiceCollection services)
    {
        services.AddScoped<MarkdownExport>();
        services.AddScoped<JsonExport>();
        services.AddScoped<ReaderArchive>();
    }

    private static async Task<FileContentHttpResult> ExportMarkdownAsync(
        HttpContext context, Essay essay, ReaderAnnotations annotations, MarkdownExport export, CancellationToken cancellation)
    {
        var chosen = await ChosenAsync(context, essay, annotations, cancellation);
        return Private(context, Encoding.UTF8.GetBytes(await export.WriteAsync(chosen, cancellation)), MarkdownExport.MediaType, "notes.md");
    }

    private static async Task<FileContentHttpResult> ExportJsonAsync(
        HttpContext context, Essay essay, ReaderAnnotations annotations, JsonExport export, SiteAddress site, CancellationToken cancellation)
    {
        var chosen = await ChosenAsync(context, essay, annotations, cancellation);
        return Private(context, Encoding.UTF8.GetBytes(await export.WriteAsync(chosen, $"{site.Root}{context.Request.Path}{context.Request.QueryString}", cancellation)), JsonLd.MediaType, "annotations.jsonld");
    }

    private static async Task<FileContentHttpResult> ExportEverythingAsync(
        HttpContext context, ReaderArchive archive, TimeProvider clock, CancellationToken cancellation)
    {
        using var zip = new MemoryStream();
        await archive.WriteAsync(zip, clock.GetUtcNow(), cancellation);
        return Private(context, zip.ToArray(), "application/zip", "everything.zip");
    }

    // The same address as /notes: a filter, or the ids that were chosen there.
    private static async Task<IReadOnlyList<Annotation>> ChosenAsync(
        HttpContext context, Essay essay, ReaderAnnotations annotations, CancellationToken cancellation)
    {
        var ids = context.Request.Query["ids"].Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty).ToHashSet();
        var all = NotesQuery.Filter(context.Request.Query).Apply(await annotations.ListAsync(cancellation), essay);
        return ids.Count == 0 ? all : [.. all.Where(a => ids.Contains(a.Id))];
    }

    private static FileContentHttpResult Private(HttpContext context, byte[] content, string type, string name)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return Conditional.File(content, type, name);
    }
}
