using System.Text.Json;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>What was asked of a browser, until it answers: kept in an encrypted cookie, so that nothing is stored for browsers that never answer.</summary>
internal sealed class PasskeyChallenges(IHttpContextAccessor accessor, ReaderKeys keys, IOptions<SiteSettings> site, TimeProvider clock)
{
    /// <summary>Only here is the cookie sent.</summary>
    public const string Path = "/settings/me/passkeys";

    private const string Name = "passkey";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A challenge exists only in a request.");

    /// <param name="purpose">What the challenge is for. The answer is accepted for nothing else.</param>
    /// <param name="reader">Whose answer is expected, if that is known.</param>
    /// <param name="challenge">The challenge itself, which occurs once.</param>
    /// <param name="state">What is needed to check the answer.</param>
    /// <exception cref="UnknownReaderException">There is no key to encrypt it.</exception>
    public void Ask(string purpose, Guid? reader, string challenge, string state)
    {
        var asked = new PasskeyChallenge(clock.GetUtcNow() + Lifetime, reader, challenge, state);
        var options = Options();
        options.MaxAge = Lifetime;
        Context.Response.Cookies.Append(Name, keys.Protect(JsonSerializer.Serialize(asked), purpose) ?? throw new UnknownReaderException(), options);
    }

    /// <summary>What this browser was asked last, and deletes its cookie.</summary>
    /// <returns><see langword="null"/> if it was asked nothing, something else, or too long ago.</returns>
    public PasskeyChallenge? Take(string purpose)
    {
        if (!Context.Request.Cookies.TryGetValue(Name, out var cookie))
        {
            return null;
        }

        Context.Response.Cookies.Delete(Name, Options());
        return keys.Unprotect(cookie, purpose) is { } asked && JsonSerializer.Deserialize<PasskeyChallenge>(asked) is { } challenge && clock.GetUtcNow() < challenge.Until
            ? challenge
            : null;
    }

    private CookieOptions Options() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = Context.Request.IsHttps || site.Value.IsHttps,
        Path = $"{Context.Request.PathBase}{Path}",
        IsEssential = true,
    };
}

/// <param name="Until">When it expires.</param>
/// <param name="Reader">Whose answer is expected; <see langword="null"/> if the answer says who signs in.</param>
/// <param name="Challenge">In base 64 for URLs.</param>
/// <param name="State">What is needed to check the answer.</param>
internal sealed record PasskeyChallenge(DateTimeOffset Until, Guid? Reader, string Challenge, string State);
