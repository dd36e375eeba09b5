using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>What the script of the page asks and answers, as JSON: passkeys exist only with script.</summary>
internal static class PasskeyAddresses
{
    // In bytes. The answer of a real authenticator has one or two thousand.
    private const int Longest = 64 * 1024;

    public static void MapPasskeys(this IEndpointRouteBuilder endpoints)
    {
        var passkeys = endpoints.MapGroup(PasskeyChallenges.Path).RequireRateLimiting(PasskeysSetup.Limit);
        passkeys.MapPost("options", CreationOptionsAsync);
        passkeys.MapPost("", RegisterAsync);
        passkeys.MapPost("sign-in-options", SignInOptionsAsync);
        passkeys.MapPost("sign-in", SignInAsync);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> CreationOptionsAsync(HttpResponse response, Passkeys passkeys, CancellationToken cancellation) =>
        Answer(response, await passkeys.AskToRegisterAsync(cancellation));

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> SignInOptionsAsync(HttpResponse response, PasskeySignIns signIns) =>
        Answer(response, await signIns.AskAsync());

    private static async Task<Results<Created<AddedPasskey>, ProblemHttpResult>> RegisterAsync(HttpContext context, Passkeys passkeys, CancellationToken cancellation)
    {
        NotStored(context.Response);
        if (await ReadAsync(context.Request, cancellation) is not { } answer)
        {
            return Problems.Of(Refusal.PasskeyTooLong);
        }

        var (passkey, refusal) = await passkeys.RegisterAsync(answer, context.Request.Headers.UserAgent, cancellation);
        return passkey is null ? Problems.Of(refusal!) : TypedResults.Created((string?)null, new AddedPasskey(passkey.Name)); // one of the two is always set
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(HttpContext context, PasskeySignIns signIns, CancellationToken cancellation)
    {
        NotStored(context.Response);
        if (await ReadAsync(context.Request, cancellation) is not { } answer)
        {
            return Problems.Of(Refusal.PasskeyTooLong);
        }

        var done = await signIns.SignInAsync(answer, cancellation);
        if (done.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        MePageModel.MessageOf(done).Set(context);
        return TypedResults.NoContent();
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Answer(HttpResponse response, (string? Options, Refusal? Refusal) asked)
    {
        NotStored(response);
        return asked.Options is { } options ? TypedResults.Text(options, "application/json") : Problems.Of(asked.Refusal!); // one of the two is always set
    }

    private static void NotStored(HttpResponse response) => response.Headers.CacheControl = NotStoredAttribute.CacheControl;

    /// <returns><see langword="null"/> if it is too long.</returns>
    private static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = new byte[Longest + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length > Longest ? null : Encoding.UTF8.GetString(bytes, 0, length);
    }
}

/// <param name="Name">What it is called until its reader gives it another name.</param>
internal sealed record AddedPasskey(string Name);
