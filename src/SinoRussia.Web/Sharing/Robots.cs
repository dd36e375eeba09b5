using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Sharing;

/// <summary>Limits search engines to the pages that are the same for everyone.</summary>
internal static class Robots
{
    private static readonly string[] Personal = ["/notes", "/annotations", "/settings", "/search", "/p/*/notes"];

    public static void MapRobots(this IEndpointRouteBuilder endpoints) => endpoints.MapMethods("/robots.txt", ReadEndpoints.Methods, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text($"User-agent: *\n{string.Concat(Personal.Select(path => $"Disallow: {context.Request.PathBase}{path}\n"))}", "text/plain");
    });
}
