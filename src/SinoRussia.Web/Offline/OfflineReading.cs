using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Offline;

/// <summary>Serves the service worker and the manifest, for reading without a connection and for installing the essay as an app.</summary>
internal static class OfflineReading
{
    private static readonly string Worker = Read("service-worker.js");

    public static void MapOfflineReading(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/service-worker.js", ReadEndpoints.Methods, AnswerWorker);
        endpoints.MapMethods("/manifest.webmanifest", ReadEndpoints.Methods, AnswerManifest);
    }

    // The browser checks for a new worker at most once a day by itself. When it checks earlier, it must get a new version at once.
    private static FileContentHttpResult AnswerWorker(HttpContext context, IWebHostEnvironment environment, Navigation links)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var root = context.Request.PathBase.Value ?? "";
        string[] pages = ["/", "/offline", "/shortcuts", .. links.Paths.Select(path => $"/{path}")];
        string[] files = environment.IsDevelopment() ? [.. FontsOf(environment)] : [.. BundlesOf(environment), .. FontsOf(environment)];
        return Conditional.File(Encoding.UTF8.GetBytes(Write(root, files, pages)), "text/javascript; charset=utf-8");
    }

    private static FileContentHttpResult AnswerManifest(HttpContext context, Essay essay)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var root = context.Request.PathBase.Value ?? "";
        return Conditional.File(
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                id = $"{root}/",
                name = essay.Metadata.Title,
                short_name = essay.Metadata.Title.Split(':')[0],
                description = essay.Metadata.Description ?? essay.Metadata.Subtitle,
                lang = essay.Metadata.Language,
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
            }),
            "application/manifest+json");
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

    // Their names contain fingerprints. In development the page uses other files, which change without changing their names.
    private static IEnumerable<string> BundlesOf(IWebHostEnvironment environment) => FilesOf(environment, "dist", ".js").Concat(FilesOf(environment, "dist", ".css"));

    // Without the fonts that only some readers choose.
    private static IEnumerable<string> FontsOf(IWebHostEnvironment environment) =>
        FilesOf(environment, "fonts", ".woff2").Where(path => !path.Contains("hyperlegible", StringComparison.Ordinal));

    private static IEnumerable<string> FilesOf(IWebHostEnvironment environment, string folder, string extension) => environment.WebRootFileProvider.GetDirectoryContents(folder)
        .Select(file => file.Name)
        .Where(name => name.EndsWith(extension, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => $"/{folder}/{name}");

    private static string Read(string name)
    {
        using var file = typeof(OfflineReading).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
