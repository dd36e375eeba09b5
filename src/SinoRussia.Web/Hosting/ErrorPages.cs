using Microsoft.AspNetCore.Diagnostics;

namespace SinoRussia.Web.Hosting;

/// <summary>What stands in place of an answer that failed: a page for people, a problem (RFC 9457) for programs.</summary>
internal static class ErrorPages
{
    private const string Page = "/error";

    /// <param name="forPrograms">Where only programs ask. The address decides, for one that is unknown or takes another method has no endpoint.</param>
    public static void UseErrorPages(this IApplicationBuilder app, IReadOnlyList<PathString> forPrograms)
    {
        app.UseWhen(IsForProgram, branch =>
        {
            branch.Use((context, next) =>
            {
                context.Features.Set(new ForProgram());
                return next(context);
            });
            branch.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Problems.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(context) });
            branch.UseStatusCodePages(failed => Problems.OfStatus(failed.HttpContext.Response.StatusCode).ExecuteAsync(failed.HttpContext));
        });
        app.UseWhen(context => !IsForProgram(context), branch =>
        {
            branch.UseExceptionHandler(Page);
            branch.UseStatusCodePagesWithReExecute(Page);
        });

        bool IsForProgram(HttpContext context) => forPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Refuses a request before its handler sees it: our script and programs get the reason as a problem, people the error page.</summary>
    public static Task RefuseAsync(this HttpContext context, Refusal refusal)
    {
        if (IsScript(context.Request) || context.Features.Get<ForProgram>() is not null)
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

    // Among the features of a request that asks for what only programs ask for.
    private sealed class ForProgram;
}
