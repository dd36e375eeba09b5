using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

internal static class PublicScheme
{
    /// <summary>Whether the browser uses HTTPS. Behind a proxy that serves HTTPS but forwards HTTP, the configured address shows it.</summary>
    public static bool IsHttpsOutside(this HttpContext context) =>
        context.Request.IsHttps || context.RequestServices.GetRequiredService<IOptions<SiteSettings>>().Value.IsHttps;
}
