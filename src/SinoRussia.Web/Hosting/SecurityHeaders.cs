using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Hosting;

/// <summary>The headers that every answer carries, errors and files included.</summary>
internal static class SecurityHeaders
{
    // Set as the answer starts, for the error page clears all headers set before it.
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var current = (HttpContext)state;
            var headers = current.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = PolicyFor(current);
            }

            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin"; // and not less: forms of ours must still name their origin
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = current.GetEndpoint()?.Metadata.GetMetadata<ForOtherSites>() is null ? "same-origin" : "cross-origin";
            headers.XFrameOptions = "DENY";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    /// <summary>The policy of what answers this request: the import map is the page's one inline script, allowed by its exact text.</summary>
    public static string PolicyFor(HttpContext context) => Policy(ScriptMap.For(context)?.Source);

    private static string Policy(string? inline) =>
        $"default-src 'none'; script-src 'self'{(inline is null ? "" : $" {inline}")}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
