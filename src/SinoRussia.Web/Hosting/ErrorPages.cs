using Microsoft.AspNetCore.Diagnostics;
using SinoRussia.Web.Annotations;

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

    /// <summary>Refuses a request before its handler sees it: our script and programs get the reason as a problem, people the error page.</summary>
    public static Task RefuseAsync(this HttpContext context, Refusal refusal)
    {
        if (IsScript(context.Request) || IsForProgram(context.Request))
        {
            return Problems.Of(refusal).ExecuteAsync(context);
        }

        context.Response.StatusCode = refusal.Status; // the error page has the rest
        return Task.CompletedTask;
    }

    /// <summary>Whether our own script sent this. The header cannot be set by another site's page.</summary>
    public static bool IsScript(HttpRequest request) => request.Headers.XRequestedWith == "fetch";

    /// <summary>Whether the request is answered by the error page, after it failed or was refused.</summary>
    public static bool IsErrorPage(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;

    /// <summary>Whether a program asks, by its address.</summary>
    public static bool IsForProgram(HttpRequest request) =>
        Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
