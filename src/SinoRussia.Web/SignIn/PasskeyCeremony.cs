using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Asks browsers to make a passkey or to sign in with one, and checks their answers (Web Authentication Level 3, §7).</summary>
/// <remarks>
/// The framework's handler checks type, challenge, relying party, flags, algorithm, signature, counter and backup state. It compares the origin
/// with a header of the request; here it must be that of the public address. It does not know whether a challenge has expired, which
/// <see cref="PasskeyChallenges"/> does, or was used, which <see cref="Passkeys"/> and <see cref="PasskeySignIns"/> find out when they store the result.
/// </remarks>
internal sealed class PasskeyCeremony(IHttpContextAccessor accessor, SiteAddress site, PasskeyChallenges challenges)
{
    private const string Registration = "SinoRussia.Passkey.Registration";
    private const string SignIn = "SinoRussia.Passkey.SignIn";
    private const int HandleLength = 32; // random bytes, so that no two passkeys have the same

    // ES256, which nearly all authenticators use, and RS256, which older ones in Windows use. The framework does not support EdDSA.
    private static readonly int[] Algorithms = [-7, -257];

    // Shorter than the time for which the cookie is valid, so that the browser gives up first.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A ceremony exists only in a request.");

    /// <summary>The site as browsers know it, or <see langword="null"/> if there can be no passkeys at its address.</summary>
    public RelyingParty? Site => RelyingParty.Of(site.Root);

    /// <summary>The options with which a browser makes a passkey.</summary>
    /// <param name="name">What the authenticator shows when it lets people choose.</param>
    /// <param name="existing">The reader's passkeys. The authenticators of these make no second one.</param>
    public async Task<string> AskToRegisterAsync(RelyingParty party, Guid reader, string name, IReadOnlyList<Passkey> existing)
    {
        var handle = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(HandleLength));
        var made = await HandlerOf(party, new CeremonyPasskeys(handle, existing))
            .MakeCreationOptionsAsync(new PasskeyUserEntity { Id = handle, Name = name, DisplayName = name }, Context);
        challenges.Ask(Registration, reader, ChallengeIn(made.CreationOptionsJson), made.AttestationState!); // the framework's handler always has one
        return made.CreationOptionsJson;
    }

    /// <summary>The options with which a browser signs in with any passkey that it has for this site.</summary>
    public async Task<string> AskToSignInAsync(RelyingParty party)
    {
        var made = await HandlerOf(party, new CeremonyPasskeys("", [])).MakeRequestOptionsAsync(null, Context);
        challenges.Ask(SignIn, null, ChallengeIn(made.RequestOptionsJson), made.AssertionState!); // the framework's handler always has one
        return made.RequestOptionsJson;
    }

    /// <summary>Checks a new passkey, except whether it is stored already and whether the challenge was used.</summary>
    /// <returns><see langword="null"/> for the passkey if the answer is refused.</returns>
    public async Task<(RegisteredPasskey? Passkey, Refusal? Refusal)> CheckRegistrationAsync(RelyingParty party, Guid reader, string answer)
    {
        if (challenges.Take(Registration) is not { } asked || asked.Reader != reader)
        {
            return (null, Refusal.PasskeyTooLate);
        }

        var result = await HandlerOf(party, new CeremonyPasskeys("", [])).PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = Context, CredentialJson = answer, AttestationState = asked.State });
        return result.Succeeded ? (new RegisteredPasskey(result.Passkey, result.UserEntity.Id, UsedOf(asked)), null) : (null, Refusal.PasskeyNotAccepted);
    }

    /// <summary>Checks the proof that somebody has a passkey, except whether the challenge was used.</summary>
    /// <returns><see langword="null"/> for the use if the answer is refused.</returns>
    public async Task<(PasskeyUse? Use, Refusal? Refusal)> CheckSignInAsync(RelyingParty party, string answer, Func<byte[], Task<Passkey?>> find)
    {
        if (challenges.Take(SignIn) is not { } asked)
        {
            return (null, Refusal.PasskeyTooLate);
        }

        if (CredentialIn(answer) is not { } credential)
        {
            return (null, Refusal.PasskeyNotAccepted);
        }

        if (await find(credential) is not { } passkey)
        {
            return (null, Refusal.PasskeyNotKnown);
        }

        var result = await HandlerOf(party, new CeremonyPasskeys(passkey.UserHandle, [passkey])).PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = Context, CredentialJson = answer, AssertionState = asked.State });
        return result.Succeeded ? (new PasskeyUse(passkey, result.Passkey.SignCount, result.Passkey.IsBackedUp, UsedOf(asked)), null) : (null, Refusal.PasskeyNotAccepted);
    }

    private static PasskeyHandler<PasskeyOwner> HandlerOf(RelyingParty party, CeremonyPasskeys passkeys) => new(
        new UserManager<PasskeyOwner>(passkeys, null!, null!, null!, null!, null!, null!, null!, null!), // all but the store are about passwords, names and roles, and may be missing
        Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = party.Domain,
            ValidateOrigin = given => ValueTask.FromResult(given.Origin == party.Origin && !given.CrossOrigin && string.IsNullOrEmpty(given.TopOrigin)),
            ResidentKeyRequirement = "required", // without user names, the authenticator must know which passkeys it has
            UserVerificationRequirement = "required", // the passkey is the only proof, so a stolen security key alone must not be enough
            AttestationConveyancePreference = "none", // which make of authenticator somebody has is not our business
            IsAllowedAlgorithm = Algorithms.Contains,
            AuthenticatorTimeout = Patience,
        }));

    private static string ChallengeIn(string options)
    {
        using var json = JsonDocument.Parse(options);
        return json.RootElement.GetProperty("challenge").GetString()!; // the framework has just written it
    }

    // The row is found by it before the framework checks the answer.
    private static byte[]? CredentialIn(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? Base64Url.DecodeFromChars(id.GetString())
                : null;
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            return null;
        }
    }

    private static UsedChallenge UsedOf(PasskeyChallenge asked) => new()
    {
        Hash = Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(asked.Challenge))),
        ExpiresAt = asked.Until,
    };
}

/// <param name="Info">What the authenticator told.</param>
/// <param name="UserHandle">Under which it stores the passkey.</param>
/// <param name="Challenge">To be stored with it.</param>
internal sealed record RegisteredPasskey(UserPasskeyInfo Info, string UserHandle, UsedChallenge Challenge);

/// <param name="Passkey">As it is stored.</param>
/// <param name="SignCount">The new counter.</param>
/// <param name="IsBackedUp">Whether it is backed up now.</param>
/// <param name="Challenge">To be stored with it.</param>
internal sealed record PasskeyUse(Passkey Passkey, long SignCount, bool IsBackedUp, UsedChallenge Challenge);
