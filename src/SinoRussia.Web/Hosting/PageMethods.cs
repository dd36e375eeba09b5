using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SinoRussia.Web.Hosting;

/// <summary>Refuses methods that a page does not support. Razor Pages would answer each of them with the page.</summary>
internal static class PageMethods
{
    // The methods of RFC 9110 §9.3 and RFC 5789. A method that the server does not know at all gets 501 (§15.6.2).
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options, HttpMethods.Trace, HttpMethods.Connect,
    };

    public static IApplicationBuilder UseKnownMethods(this IApplicationBuilder app) => app.Use((context, next) =>
        Known.Contains(context.Request.Method)
            ? next(context)
            : Problems.Of("unknown-method", "The server does not know this method.", StatusCodes.Status501NotImplemented).ExecuteAsync(context));

    /// <summary>Runs after routing, which knows whether the request is for a page.</summary>
    public static IApplicationBuilder UsePageMethods(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var (request, response) = (context.Request, context.Response);
        if (context.PageAskedFor() is not { } page || request.IsRead())
        {
            return next(context);
        }

        var takesForms = page.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod));
        if (takesForms && HttpMethods.IsPost(request.Method))
        {
            return next(context);
        }

        response.Headers.Allow = takesForms ? "GET, HEAD, OPTIONS, POST" : "GET, HEAD, OPTIONS";
        response.StatusCode = HttpMethods.IsOptions(request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    });

    /// <summary>The page that was requested; <see langword="null"/> if it is not a page, or if the error page replaces it.</summary>
    public static CompiledPageActionDescriptor? PageAskedFor(this HttpContext context) =>
        context.IsErrorPage() ? null : context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>();
}
