using Microsoft.Extensions.FileProviders;
using NUglify;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Bundling;

internal static class BundlingSetup
{
    private const string Hash = "{hash:regex(^[0-9a-f]{{10}}$)}";

    public static void AddBundling(this IServiceCollection services)
    {
        services.AddSingleton<Stylesheets>();
        services.AddSingleton<Scripts>();
    }

    public static void MapBundles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead($"/css/{{name}}.{Hash}.css", (string name, string hash, Stylesheets stylesheets, HttpContext context) => SendAsync(stylesheets.Find(name), hash, context));
        endpoints.MapRead($"/js/{{name}}.{Hash}.js", (string name, string hash, Scripts scripts, HttpContext context) => SendAsync(scripts.Find(name), hash, context));
    }

    public static string ReadText(this IFileInfo file)
    {
        using var text = new StreamReader(file.CreateReadStream());
        return text.ReadToEnd();
    }

    public static string CodeOrThrow(this UglifyResult result) =>
        result.HasErrors ? throw new NotSupportedException(string.Join("; ", result.Errors)) : result.Code;

    private static Task SendAsync(Bundle? bundle, string hash, HttpContext context)
    {
        if (bundle is not null)
        {
            return bundle.SendAsync(hash, context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
