using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>The stylesheet that annotations refer to, so that other programs can show a mark's colour. Without a stylesheet they must
/// ignore the mark's class (Web Annotation Data Model §4.4).</summary>
internal static partial class MarkStylesheet
{
    public const string Path = "/marks.css";

    public static void MapMarkStylesheet(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Path, ReadEndpoints.Methods, (HttpResponse response, IWebHostEnvironment environment) =>
        {
            response.Headers.CacheControl = "public, max-age=86400";
            return Results.Text(Write(ReadText(environment.WebRootFileProvider.GetFileInfo("css/tokens.css"))), "text/css", Encoding.UTF8);
        }).WithMetadata(new ForOtherSites());

    private static string ReadText(IFileInfo file)
    {
        using var text = new StreamReader(file.CreateReadStream());
        return text.ReadToEnd();
    }

    // The colours are defined only in tokens.css. The first definition of each name is the default for all themes.
    private static string Write(string tokens)
    {
        var values = Colour.Matches(tokens).DistinctBy(match => match.Groups["name"].Value, StringComparer.Ordinal).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        var css = new StringBuilder();
        foreach (var name in Enum.GetValues<HighlightColour>().Select(HighlightMapping.CssName))
        {
            css.Append(values.TryGetValue($"{name}-tint", out var tint) && values.TryGetValue($"{name}-line", out var line)
                ? $".{name} {{ background-color: {tint}; text-decoration: underline 2px {line}; }}\n"
                : $".{name} {{ text-decoration: underline 2px; }}\n");
        }

        return css.ToString();
    }

    [GeneratedRegex(@"--(?<name>\w+-(?:tint|line)): (?<value>[^;]+);")]
    private static partial Regex Colour { get; }
}
