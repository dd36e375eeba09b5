using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A new browser that signs in with a recovery code, past the page.</summary>
internal static class CodeBrowser
{
    /// <summary>The reader whose notes it shows afterwards; <see langword="null"/> if it was refused.</summary>
    public static async Task<Guid?> ReaderOfCodeAsync(this ReaderApp app, string code, string address = "192.0.2.1")
    {
        var (outcome, cookie) = await app.SignInWithCodeAsync(code, address);
        return outcome.Refusal is null ? await app.ReaderOfAsync(app.ReaderWith(cookie)) : null;
    }

    /// <summary>The code of the refusal, or <see langword="null"/>.</summary>
    public static async Task<string?> RefusalOfCodeAsync(this ReaderApp app, string code, string address = "192.0.2.1") => (await app.SignInWithCodeAsync(code, address)).Outcome.Refusal?.Code;

    private static async Task<(SignInOutcome Outcome, string Cookie)> SignInWithCodeAsync(this ReaderApp app, string code, string address)
    {
        SignInOutcome? outcome = null;
        var cookie = await app.AsAsync("", async services => outcome = await services.GetRequiredService<RecoveryCodes>().SignInAsync(code, IPAddress.Parse(address), CancellationToken.None));
        return (outcome!, cookie); // set, because it has run
    }
}
