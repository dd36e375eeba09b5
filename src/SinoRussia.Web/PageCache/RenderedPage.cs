using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.PageCache;

/// <summary>Renders a page into memory, so that it can be cached.</summary>
internal static class RenderedPage
{
    /// <summary>The uncompressed response to a GET.</summary>
    public static async Task<MemoryStream> RenderAsync(HttpContext context, RequestDelegate render)
    {
        var (request, response) = (context.Request, context.Response);
        var (body, method, encodings) = (response.Body, request.Method, request.Headers.AcceptEncoding);
        var html = new MemoryStream();
        response.Body = html;
        request.Method = HttpMethods.Get;
        request.Headers.Remove(HeaderNames.AcceptEncoding); // so that inner middleware does not compress it
        try
        {
            await render(context);
            return html;
        }
        finally
        {
            response.Body = body;
            request.Method = method;
            request.Headers.AcceptEncoding = encodings;
        }
    }

    /// <summary>Whether it is a page. Errors and redirects are not cached.</summary>
    public static bool IsPage(this HttpResponse response) => response is { StatusCode: StatusCodes.Status200OK, HasStarted: false };

    /// <summary>Sends a response that is not cached.</summary>
    public static Task SendAsync(this HttpResponse response, MemoryStream html, CancellationToken cancellation)
    {
        html.Position = 0;
        return html.CopyToAsync(response.Body, cancellation);
    }
}
