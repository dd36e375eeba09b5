using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Citing;

/// <summary>Serves references as files for reference managers, and the essay as Markdown.</summary>
internal static class CitingSetup
{
    public const string MarkdownPath = "/essay.md";

    public static void AddCiting(this IServiceCollection services) => services.AddScoped<Citable>();

    public static void MapCiting(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "bib", "application/x-bibtex", BibTeX.Of);
        Map(endpoints, "ris", "application/x-research-info-systems", Ris.Of);
        Map(endpoints, "json", "application/vnd.citationstyles.csl+json", CslJson.Of);
        endpoints.MapMethods(MarkdownPath, ReadEndpoints.Methods, Markdown);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string extension, string mediaType, Func<CitedPart, string> format) =>
        endpoints.MapMethods($"/cite.{extension}", ReadEndpoints.Methods, Results<FileContentHttpResult, NotFound> (string? p, string? quote, Citable citable, HttpContext context) =>
        {
            if (citable.Find(p, quote) is not { } part)
            {
                return TypedResults.NotFound();
            }

            context.Response.Headers.CacheControl = "no-cache"; // it contains the day of access
            return Conditional.File(Encoding.UTF8.GetBytes(format(part)), $"{mediaType}; charset=utf-8", $"{part.Name}.{extension}");
        });

    private static FileContentHttpResult Markdown(Edition edition, SiteAddress site, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return Conditional.File(Encoding.UTF8.GetBytes(new EssayMarkdown(edition, new Uri($"{site.Root}/")).Write()), "text/markdown; charset=utf-8");
    }
}
