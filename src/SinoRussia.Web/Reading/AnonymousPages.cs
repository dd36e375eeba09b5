using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Reading;

/// <summary>Serves whoever has saved nothing from <see cref="AnonymousPageCache"/>.</summary>
internal sealed partial class AnonymousPages(AnonymousPageCache cache, SiteAddress site, ILogger<AnonymousPages> logger)
{
    /// <summary>Answers with a page that is kept under this very address; goes before all that such a page does not need, and so
    /// logs its request itself.</summary>
    public Task ServeKnownAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        return IsRead(request) && !request.QueryString.HasValue && !ReaderCookie.IsIn(request)
            && cache.Find(PageVariant.Of(request, site)) is { } page
                ? ServeAsync(context, page)
                : next(context);
    }

    /// <summary>Renders a page that is not kept yet; goes behind routing, which says whether it is the same for all.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate render)
    {
        var request = context.Request;
        if (!IsRead(request)
            || context.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<AnonymousPageAttribute>() is not { } page
            || page.DependsOn(request.Query)
            || !context.RequestServices.GetRequiredService<CurrentReader>().HasSavedNothing)
        {
            await render(context);
            return;
        }

        var path = CanonicalPath(endpoint.RoutePattern, request.RouteValues);
        var edition = context.RequestServices.GetRequiredService<Edition>();
        var isAnswered = false;
        var found = await cache.FindOrRenderAsync(PageVariant.Of(request, site, path), edition, RenderTemplateAsync, context.RequestAborted);
        if (found is not null)
        {
            await found.SendAsync(context);
        }
        else if (!isAnswered)
        {
            await render(context);
        }

        async Task<PageTemplate?> RenderTemplateAsync()
        {
            (var template, isAnswered) = await RenderAsync(context, path, render);
            return template;
        }
    }

    private async Task ServeAsync(HttpContext context, PackedPage page)
    {
        await page.SendAsync(context);
        LogServed(context.Request.Method, context.Request.Path.Value ?? "/", context.Response.StatusCode);
    }

    // Under any other spelling (letters' case, a slash at the end) a page is rendered as under this one.
    private static string CanonicalPath(RoutePattern pattern, RouteValueDictionary values) => $"/{string.Join('/', pattern.PathSegments.Select(segment => segment.Parts[0] switch
    {
        RoutePatternParameterPart parameter => values[parameter.Name],
        RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
        var other => throw new InvalidOperationException($"{other.PartKind} in the route of an anonymous page."),
    }))}";

    // The page with its gaps; or null, when something else (an error, a redirect) was answered and has been sent, or when the page must be
    // rendered anew without gaps. The request is, for as long as it takes, one that says nothing of who sent it.
    private static async Task<(PageTemplate? Template, bool IsAnswered)> RenderAsync(HttpContext context, string path, RequestDelegate render)
    {
        var (request, response) = (context.Request, context.Response);
        var (body, method, asked, query, aborted) = (response.Body, request.Method, request.Path, request.QueryString, context.RequestAborted);
        var (encodings, cookies) = (request.Headers.AcceptEncoding, request.Headers.Cookie);
        using var html = new MemoryStream();
        response.Body = html;
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, path, QueryString.Empty);
        context.RequestAborted = CancellationToken.None; // others wait for it, too
        request.Headers.Remove(HeaderNames.AcceptEncoding); // nothing below compresses what is compressed here
        request.Headers.Remove(HeaderNames.Cookie);
        context.Features.Set(PageMarkers.Instance);
        try
        {
            await render(context);
        }
        finally
        {
            context.Features.Set<PageMarkers>(null);
            (request.Method, request.Path, request.QueryString) = (method, asked, query);
            (request.Headers.AcceptEncoding, request.Headers.Cookie) = (encodings, cookies);
            context.RequestAborted = aborted;
            response.Body = body;
        }

        if (response.StatusCode == StatusCodes.Status200OK && !response.HasStarted)
        {
            return (PageTemplate.Parse(html.GetBuffer().AsSpan(0, (int)html.Length)), false);
        }

        html.Position = 0;
        await html.CopyToAsync(body, aborted);
        return (null, true);
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RequestMethod} {Route} {StatusCode} from memory")]
    private partial void LogServed(string requestMethod, string route, int statusCode);
}
