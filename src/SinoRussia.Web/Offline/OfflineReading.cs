using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.StaticAssets;
using SinoRussia.Essays;
using SinoRussia.Web.Pages;

namespace SinoRussia.Web.Offline;

/// <summary>The service worker and the manifest: reading without a connection, and the essay among a device's apps.</summary>
internal static class OfflineReading
{
    private static readonly string Worker = Read("service-worker.js");
    private static readonly ConcurrentDictionary<string, string> Written = new(StringComparer.Ordinal);

    public static void MapOfflineReading(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/service-worker.js", (HttpContext context, EndpointDataSource sources, SiteLinks links) => AnswerWorker(context, sources, links));
        endpoints.MapGet("/manifest.webmanifest", AnswerManifest);
    }

    // The browser itself asks for it anew at most once a day; asked sooner, it should hear of a new version at once.
    private static IResult AnswerWorker(HttpContext context, EndpointDataSource sources, SiteLinks links)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var root = context.Request.PathBase.Value ?? "";
        string[] pages = ["/", "/offline", "/shortcuts", .. links.All.Select(link => $"/{link.Path}")];
        var script = Written.GetOrAdd($"{root} {string.Join(' ', pages)}", _ => Write(root, FilesOf(sources), pages));
        return Results.Text(script, "text/javascript", Encoding.UTF8);
    }

    private static IResult AnswerManifest(HttpContext context, Essay essay)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var root = context.Request.PathBase.Value ?? "";
        return Results.Json(
            new
            {
                id = $"{root}/",
                name = essay.Matter.Title,
                short_name = essay.Matter.Title.Split(':')[0],
                description = essay.Matter.Description ?? essay.Matter.Subtitle,
                lang = essay.Matter.Language,
                start_url = $"{root}/",
                scope = $"{root}/",
                display = "minimal-ui",
                background_color = "#fffdf8",
                theme_color = "#fffdf8",
                icons = new object[]
                {
                    new { src = $"{root}/icon.svg", type = "image/svg+xml", sizes = "any" },
                    new { src = $"{root}/icons/192.png", type = "image/png", sizes = "192x192" },
                    new { src = $"{root}/icons/512.png", type = "image/png", sizes = "512x512" },
                    new { src = $"{root}/icons/512.png", type = "image/png", sizes = "512x512", purpose = "maskable" },
                },
            },
            contentType: "application/manifest+json");
    }

    private static string Write(string root, IReadOnlyList<string> files, IReadOnlyList<string> pages)
    {
        var list = Listed(files, root);
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Worker + list)).AsSpan(0, 6));
        return Worker.Replace("/*files*/", list, StringComparison.Ordinal)
            .Replace("/*pages*/", Listed(pages, root), StringComparison.Ordinal)
            .Replace("/*version*/", version, StringComparison.Ordinal);
    }

    private static string Listed(IEnumerable<string> paths, string root) => string.Join(", ", paths.Select(path => JsonSerializer.Serialize(root + path)));

    // Each file once, at the address that pages use: the fingerprinted one, or that of a file which carries its own.
    private static IReadOnlyList<string> FilesOf(EndpointDataSource sources) =>
    [
        .. sources.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
            .OfType<StaticAssetDescriptor>()
            .Where(asset => asset.Selectors.Count == 0 && IsForPages(asset))
            .Select(asset => $"/{asset.Route}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsForPages(StaticAssetDescriptor asset) =>
        (asset.Properties.Any(property => property.Name == "fingerprint") && Path.GetExtension(asset.Route) is ".css" or ".js" or ".svg")
        || (Path.GetExtension(asset.Route) is ".woff2" && !asset.Properties.Any(property => property.Name == "fingerprint") && !asset.Route.Contains("hyperlegible", StringComparison.Ordinal));

    private static string Read(string name)
    {
        using var file = typeof(OfflineReading).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
