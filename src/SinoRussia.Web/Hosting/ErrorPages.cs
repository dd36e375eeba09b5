using Microsoft.AspNetCore.Diagnostics;

namespace SinoRussia.Web.Hosting;

/// <summary>What stands in place of an answer that failed: a page for people, a problem (RFC 9457) for programs.</summary>
internal static class ErrorPages
{
    private const string Page = "/error";

    // Only programs ask for these.
    private static readonly PathString[] ForPrograms = ["/annotations", "/revisions"];

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(context => IsForProgram(context.Request), branch =>
        {
            branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Problems.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(context) });
            branch.UseStatusCodePages(failed => Problems.OfStatus(failed.HttpContext.Response.StatusCode).ExecuteAsync(failed.HttpContext));
        });
        app.UseWhen(context => !IsForProgram(context.Request), branch =>
        {
            branch.UseExceptionHandler(Page);
            branch.UseStatusCodePagesWithReExecute(Page);
        });
    }

    /// <summary>Whether the request is answered by the error page, after it failed or was refused.</summary>
    public static bool IsErrorPage(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;

    /// <summary>Whether a program asks, by its address.</summary>
    public static bool IsForProgram(HttpRequest request) =>
        Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
