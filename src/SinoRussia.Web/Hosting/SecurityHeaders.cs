using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>The headers of every response, including errors and files.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types reader";

    // One year, for this host only, because sibling hosts may not use HTTPS. Browsers respect it only over HTTPS (RFC 6797 §8.1).
    private const string StrictTransport = "max-age=31536000";

    // Set when the response starts, because the error page clears headers that were set earlier.
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value;
        var secrets = app.ApplicationServices.GetRequiredService<SecretPaths>();
        app.Use((context, next) =>
        {
            var secret = secrets.Find(context.Request.Path); // asked now: an error page has another path
            context.Response.OnStarting(state =>
            {
                var current = (HttpContext)state;
                var headers = current.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = secret?.Referrer ?? "same-origin"; // nothing stricter elsewhere, because our forms must still send their origin
                if (secret is not null)
                {
                    headers["X-Robots-Tag"] = "noindex, nofollow";
                }

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
