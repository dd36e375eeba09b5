namespace SinoRussia.Web.Hosting;

internal static class ReadEndpoints
{
    /// <summary>Answers GET and HEAD: monitors and link previews ask by HEAD, and it must say what GET would (RFC 9110 §9.1, §9.3.2).</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>Whether nothing but an answer is asked for: by GET, or by HEAD.</summary>
    public static bool IsRead(this HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
