using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A browser that signs in, past the pages and the proofs that they ask for.</summary>
internal static class Browser
{
    /// <summary>Signs in as a reader.</summary>
    /// <param name="cookie">The cookie that the browser has, or nothing.</param>
    /// <returns>The outcome, and the cookie that it has afterwards.</returns>
    public static async Task<(SignInOutcome Outcome, string Cookie)> SignInAsync(this ReaderApp app, string cookie, Guid reader)
    {
        SignInOutcome? outcome = null;
        var after = await app.AsAsync(cookie, async services => outcome = await services.GetRequiredService<SignIns>().SignInAsync(reader, CancellationToken.None));
        return (outcome!, after); // set, because it has run
    }

    /// <summary>Does something in a request of a browser.</summary>
    /// <returns>The cookie that the browser has afterwards.</returns>
    public static async Task<string> AsAsync(this ReaderApp app, string cookie, Func<IServiceProvider, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = cookie;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await scope.ServiceProvider.GetRequiredService<CurrentReader>().IdentifyAsync(CancellationToken.None);
        await act(scope.ServiceProvider);
        return context.Response.Headers.SetCookie.LastOrDefault(set => set!.StartsWith("reader=", StringComparison.Ordinal))?.Split(';')[0] ?? cookie; // never null: set by the site
    }
}
