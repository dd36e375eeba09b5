using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>The headers that every answer carries, errors and files included.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types reader";

    // A year, for this host alone: what its siblings speak is not ours to say. Browsers heed it over HTTPS only (RFC 6797 §8.1).
    private const string StrictTransport = "max-age=31536000";

    // Set as the answer starts, for the error page clears all headers set before it.
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(state =>
            {
                var current = (HttpContext)state;
                var headers = current.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin"; // and not less: forms of ours must still name their origin
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = current.GetEndpoint()?.Metadata.GetMetadata<ForOtherSites>() is null ? "same-origin" : "cross-origin";
                headers.XFrameOptions = "DENY";
                if (current.Request.IsHttps || site.IsHttps)
                {
                    headers.StrictTransportSecurity = StrictTransport;
                }

                return Task.CompletedTask;
            }, context);
            return next(context);
        });
    }
}
