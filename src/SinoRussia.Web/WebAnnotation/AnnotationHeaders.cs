namespace SinoRussia.Web.WebAnnotation;

/// <summary>Adds the headers that the Web Annotation Protocol requires on every response, including refusals and errors (§3.1, §4.1). On the
/// essay's pages, adds the header that tells programs where the annotations are.</summary>
internal static class AnnotationHeaders
{
    private static readonly string[] OfContainer =
    [
        "<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\"",
        "<http://www.w3.org/TR/annotation-protocol/>; rel=\"http://www.w3.org/ns/ldp#constrainedBy\"",
    ];

    private const string OfAnnotation = "<http://www.w3.org/ns/ldp#Resource>; rel=\"type\"";

    public static IApplicationBuilder UseAnnotationHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/annotations", StringComparison.OrdinalIgnoreCase, out var rest))
        {
            var isContainer = rest.Value is "" or "/" && !request.Query.ContainsKey("page");
            context.Response.OnStarting(() => // at the start, because an error clears headers that were set earlier
            {
                context.Response.Headers.Link = isContainer ? OfContainer : OfAnnotation;
                if (isContainer)
                {
                    context.Response.Headers["Accept-Post"] = JsonLd.MediaType;
                }

                return Task.CompletedTask;
            });
        }
        else if (request.Path == "/" || request.Path.StartsWithSegments("/p", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/s", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.Link = $"<{request.PathBase}/annotations/>; rel=\"http://www.w3.org/ns/oa#annotationService\"";
        }

        return next(context);
    });
}
