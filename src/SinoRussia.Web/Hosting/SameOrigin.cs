using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>Refuses to change anything on behalf of a page of another site.</summary>
/// <remarks>
/// A browser says where a request comes from: by <c>Sec-Fetch-Site</c>, an older one by <c>Origin</c>. A request with
/// neither comes from a program, which carries no reader's cookie. This is the algorithm of Filippo Valsorda's
/// "Cross-Site Request Forgery" (2025) and of Go's <c>http.CrossOriginProtection</c>; it needs no token in the page,
/// so pages can be cached.
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

    // A proxy may pass on another Host than the browser asked for.
    private static bool IsAt(Uri origin, Uri? address) =>
        address is not null && origin.Scheme == address.Scheme && origin.Authority.Equals(address.Authority, StringComparison.OrdinalIgnoreCase);

    // A browser leaves a scheme's default port out of Origin, and a proxy may put it into Host.
    private static string HostOf(HttpRequest request, Uri origin) =>
        request.Host.Port is { } port && port == origin.Port && origin.IsDefaultPort ? request.Host.Host : request.Host.Value ?? "";
}
