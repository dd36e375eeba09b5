using Microsoft.AspNetCore.Diagnostics;

namespace SinoRussia.Web.Hosting;

/// <summary>What is sent when a request fails: a page for people, a problem (RFC 9457) for programs.</summary>
internal static class ErrorPages
{
    private const string Page = "/error";

    /// <param name="forPrograms">Paths that only programs use. The path decides, because unknown addresses and wrong methods have no endpoint.</param>
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

    /// <summary>Refuses a request before its handler runs. Our script and programs get the reason as a problem, people get the error page.</summary>
    public static Task RefuseAsync(this HttpContext context, Refusal refusal)
    {
        if (IsScript(context.Request) || context.Features.Get<ForProgram>() is not null)
        {
            return Problems.Of(refusal).ExecuteAsync(context);
        }

        context.Response.StatusCode = refusal.Status; // the error page does the rest
        return Task.CompletedTask;
    }

    /// <summary>Whether our own script sent this. Pages of other sites cannot set this header.</summary>
    public static bool IsScript(HttpRequest request) => request.Headers.XRequestedWith == "fetch";

    /// <summary>Whether the error page is answering this request after it failed or was refused.</summary>
    public static bool IsErrorPage(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;

    // A request feature: set if the path is one that only programs use.
    private sealed class ForProgram;
}
