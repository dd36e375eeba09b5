namespace SinoRussia.Web.Hosting;

internal static class ReadEndpoints
{
    /// <summary>For an endpoint that answers GET and HEAD. Monitors and link previews use HEAD, which must give the same headers as GET (RFC 9110 §9.1, §9.3.2).</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Whether the method is GET or HEAD.</summary>
    public static bool IsRead(this HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
