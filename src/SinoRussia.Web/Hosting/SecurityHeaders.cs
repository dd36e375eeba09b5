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
            headers.ContentSecurityPolicy = PolicyFor(current);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin"; // and not less: forms of ours must still name their origin
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.XFrameOptions = "DENY";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    // The import map is the page's one inline script: its exact text is allowed by hash, and nothing else inline is.
    private static string PolicyFor(HttpContext context) =>
        $"default-src 'none'; script-src 'self'{(ScriptMap.For(context) is { } map ? $" '{map.Hash}'" : "")}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
