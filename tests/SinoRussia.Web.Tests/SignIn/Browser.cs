using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Tests.Annotations;

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
    public static Task<string> AsAsync(this ReaderApp app, string cookie, Func<IServiceProvider, Task> act)
    {
        using (ExecutionContext.SuppressFlow()) // the request of one browser does not end that of another in which it is made
        {
            return Task.Run(() => RunAsync(app, cookie, act));
        }
    }

    private static async Task<string> RunAsync(ReaderApp app, string cookie, Func<IServiceProvider, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = cookie;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await scope.ServiceProvider.GetRequiredService<CurrentReader>().IdentifyAsync(CancellationToken.None);
        await act(scope.ServiceProvider);
        return context.Response.Headers.SetCookie.LastOrDefault(set => set!.StartsWith("reader=", StringComparison.Ordinal))?.Split(';')[0] ?? cookie; // never null: set by the site
    }

    /// <summary>Marks words in a browser: a new one, or the one with this cookie.</summary>
    /// <returns>Its cookie.</returns>
    public static async Task<string> MarkInBrowserAsync(this ReaderApp app, string words, string? note, string? cookie = null)
    {
        using var saved = await app.ReaderWith(cookie ?? "none=1").PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, words, note: note)));
        return cookie ?? saved.Cookie();
    }

    /// <summary>The reader who wrote a note, or who has a cookie.</summary>
    public static async Task<Guid> ReaderWithAsync(this ReaderApp app, string? note = null, string? cookie = null)
    {
        Guid? reader = note is null ? null : (await app.AnnotationsAsync()).Single(annotation => annotation.Note == note).ReaderId;
        if (cookie is not null)
        {
            await app.AsAsync(cookie, services =>
            {
                reader = services.GetRequiredService<CurrentReader>().Id;
                return Task.CompletedTask;
            });
        }

        return reader!.Value; // one of the two is given
    }

    /// <summary>Undoes a join.</summary>
    public static async Task<Refusal?> UndoJoinAsync(this ReaderApp app, string cookie, Guid join, bool isSure = true)
    {
        Refusal? refusal = null;
        await app.AsAsync(cookie, async services => refusal = await services.GetRequiredService<SignIns>().UndoAsync(join, isSure, CancellationToken.None));
        return refusal;
    }
}
