using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Readers;

/// <summary>Identifies the reader of each request, before anything asks who they are.</summary>
internal static class Identification
{
    public static IApplicationBuilder UseReaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (ReaderCookie.IsIn(context.Request) && !IsFile(context))
        {
            var reader = context.RequestServices.GetRequiredService<CurrentReader>();
            await reader.IdentifyAsync(context.RequestAborted);
            if (reader.IsSignedOut && IsPageLoad(context))
            {
                context.Response.OnStarting(() =>
                {
                    reader.SetAside();
                    return Task.CompletedTask;
                });
            }
        }

        await next(context);
    });

    // Only when a page is loaded. The answer to a script can be late, and would remove the cookie with which the reader has signed in again.
    private static bool IsPageLoad(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null && !ErrorPages.IsScript(context.Request);

    private static bool IsFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
