using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.PageCache;

/// <summary>Has a page rendered into memory, so that it can be kept.</summary>
internal static class RenderedPage
{
    /// <summary>The page as GET answers it, not compressed.</summary>
    public static async Task<MemoryStream> RenderAsync(HttpContext context, RequestDelegate render)
    {
        var (request, response) = (context.Request, context.Response);
        var (body, method, encodings) = (response.Body, request.Method, request.Headers.AcceptEncoding);
        var html = new MemoryStream();
        response.Body = html;
        request.Method = HttpMethods.Get;
        request.Headers.Remove(HeaderNames.AcceptEncoding); // nothing below compresses what is compressed here
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

    /// <summary>Whether it is a page; an error or a redirect is not kept.</summary>
    public static bool IsPage(this HttpResponse response) => response is { StatusCode: StatusCodes.Status200OK, HasStarted: false };

    /// <summary>Sends what is not to be kept.</summary>
    public static Task SendAsync(this HttpResponse response, MemoryStream html, CancellationToken cancellation)
    {
        html.Position = 0;
        return html.CopyToAsync(response.Body, cancellation);
    }
}
