using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>Refuses requests from pages of other sites that would change something.</summary>
/// <remarks>
/// Browsers say where a request comes from: in <c>Sec-Fetch-Site</c>, older ones in <c>Origin</c>. A request with neither comes from a
/// program, which does not send a reader's cookie by accident. This is the algorithm of Filippo Valsorda's "Cross-Site Request Forgery"
/// (2025) and of Go's <c>http.CrossOriginProtection</c>. It needs no token in the page, so pages can be cached.
/// </remarks>
internal static class SameOrigin
{
    private static readonly Refusal CrossSite = new(
        "cross-site", "This request came from another site, so nothing was changed.", StatusCodes.Status403Forbidden);

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app)
    {
        var address = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value.Address;
        var own = address is null ? null : new Uri(address);
        return app.Use(async (context, next) =>
        {
            if (IsSafe(context.Request) || IsOurs(context.Request, own) || context.IsErrorPage())
            {
                await next(context);
                return;
            }

            await context.RefuseAsync(CrossSite);
        });
    }

    private static bool IsSafe(HttpRequest request) =>
        request.IsRead() || HttpMethods.IsOptions(request.Method);

    private static bool IsOurs(HttpRequest request, Uri? address)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && (uri.Authority.Equals(HostOf(request, uri), StringComparison.OrdinalIgnoreCase) || IsAt(uri, address)));
    }

    // A proxy may forward a different Host than the browser sent.
    private static bool IsAt(Uri origin, Uri? address) =>
        address is not null && origin.Scheme == address.Scheme && origin.Authority.Equals(address.Authority, StringComparison.OrdinalIgnoreCase);

    // Browsers omit a scheme's default port in Origin, but a proxy may add it to Host.
    private static string HostOf(HttpRequest request, Uri origin) =>
        request.Host.Port is { } port && port == origin.Port && origin.IsDefaultPort ? request.Host.Host : request.Host.Value ?? "";
}
