using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Serves pages from <see cref="AnonymousPageCache"/> to everyone who has saved nothing.</summary>
internal sealed partial class AnonymousPages(AnonymousPageCache cache, SiteAddress site, ILogger<AnonymousPages> logger)
{
    /// <summary>Answers with the page that is cached under this exact address. It runs before the middleware that a cached page does not
    /// need, so it logs the request itself.</summary>
    public Task ServeKnownAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        return request.IsRead() && !request.QueryString.HasValue && !ReaderCookie.IsIn(request)
            && cache.Find(PageVariant.Of(request, site)) is { } page
                ? ServeAsync(context, page)
                : next(context);
    }

    /// <summary>Renders a page that is not cached yet. It runs after routing, which knows whether the page is the same for everyone.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate render)
    {
        var request = context.Request;
        if (!request.IsRead()
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

    // Other spellings of the address (upper case, a trailing slash) are rendered under this one.
    private static string CanonicalPath(RoutePattern pattern, RouteValueDictionary values) => $"/{string.Join('/', pattern.PathSegments.Select(segment => segment.Parts[0] switch
    {
        RoutePatternParameterPart parameter => values[parameter.Name],
        RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
        var other => throw new InvalidOperationException($"{other.PartKind} in the route of an anonymous page."),
    }))}";

    // The page with its gaps. Null if something else (an error, a redirect) was already sent, or if the page must be rendered again
    // without gaps. During the rendering, the request contains nothing that identifies who sent it.
    private static async Task<(PageTemplate? Template, bool IsAnswered)> RenderAsync(HttpContext context, string path, RequestDelegate render)
    {
        var request = context.Request;
        var (asked, query, cookies, aborted) = (request.Path, request.QueryString, request.Headers.Cookie, context.RequestAborted);
        (request.Path, request.QueryString) = (path, QueryString.Empty);
        request.Headers.Remove(HeaderNames.Cookie);
        context.RequestAborted = CancellationToken.None; // other requests wait for it too
        context.Features.Set(PageMarkers.Instance);
        context.Features.Set(new OriginPlaceholder(PageMarkers.Instance.Origin));
        MemoryStream rendered;
        try
        {
            rendered = await RenderedPage.RenderAsync(context, render);
        }
        finally
        {
            context.Features.Set<PageMarkers>(null);
            context.Features.Set<OriginPlaceholder>(null);
            (request.Path, request.QueryString, request.Headers.Cookie) = (asked, query, cookies);
            context.RequestAborted = aborted;
        }

        using var html = rendered;
        if (context.Response.IsPage())
        {
            return (PageTemplate.Parse(html.GetBuffer().AsSpan(0, (int)html.Length)), false);
        }

        await context.Response.SendAsync(html, aborted);
        return (null, true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RequestMethod} {Route} {StatusCode} from memory")]
    private partial void LogServed(string requestMethod, string route, int statusCode);
}
