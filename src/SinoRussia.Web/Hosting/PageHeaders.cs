using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Hosting;

/// <summary>Every page depends on cookies: at least on the settings, and often on the reader. No cache may give one reader's page to another.</summary>
internal static class PageHeaders
{
    public static IApplicationBuilder UsePageHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        {
            context.Response.OnStarting(static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                if (!headers.Vary.ToString().Contains(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase))
                {
                    headers.Append(HeaderNames.Vary, HeaderNames.Cookie);
                }

                if (headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "private, no-cache";
                }

                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}
