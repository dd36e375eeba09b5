using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Serves whoever has saved nothing from <see cref="AnonymousPageCache"/>.</summary>
internal sealed partial class AnonymousPages(AnonymousPageCache cache, SiteAddress site, ILogger<AnonymousPages> logger)
{
    /// <summary>Answers with a page that is kept under this very address; goes before all that such a page does not need, and so
    /// logs its request itself.</summary>
    public Task ServeKnownAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        return request.IsRead() && !request.QueryString.HasValue && !ReaderCookie.IsIn(request)
            && cache.Find(PageVariant.Of(request, site)) is { } page
                ? ServeAsync(context, page)
                : next(context);
    }

    /// <summary>Renders a page that is not kept yet; goes behind routing, which says whether it is the same for all.</summary>
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
        var request = context.Request;
        var (asked, query, cookies, aborted) = (request.Path, request.QueryString, request.Headers.Cookie, context.RequestAborted);
        (request.Path, request.QueryString) = (path, QueryString.Empty);
        request.Headers.Remove(HeaderNames.Cookie);
        context.RequestAborted = CancellationToken.None; // others wait for it, too
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
