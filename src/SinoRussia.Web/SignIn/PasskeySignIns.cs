using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Signs a browser in with any passkey that it has for this site.</summary>
internal sealed class PasskeySignIns(IDbContextFactory<AnnotationsDb> databases, SignIns signIns, PasskeyCeremony ceremony, TimeProvider clock)
{
    /// <summary>The options with which this browser uses a passkey.</summary>
    public async Task<(string? Options, Refusal? Refusal)> AskAsync() =>
        ceremony.Site is { } site ? (await ceremony.AskToSignInAsync(site), null) : (null, Refusal.PasskeysNotHere);

    /// <summary>Signs this browser in as the reader whose passkey it has used.</summary>
    /// <param name="answer">What the browser said, as JSON.</param>
    public async Task<SignInOutcome> SignInAsync(string answer, CancellationToken cancellation)
    {
        if (ceremony.Site is not { } site)
        {
            return new SignInOutcome(Refusal.PasskeysNotHere);
        }

        var (use, refusal) = await ceremony.CheckSignInAsync(site, answer, credential => FindAsync(credential, cancellation));
        return use is null
            ? new SignInOutcome(refusal)
            : await signIns.SignInAsync((db, token) => UseUpAsync(db, use, token), Refusal.PasskeyUsed, cancellation);
    }

    private async Task<Passkey?> FindAsync(byte[] credential, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Passkeys.AsNoTracking().FirstOrDefaultAsync(p => p.CredentialId == credential, cancellation);
    }

    // The answer was checked before the transaction. Meanwhile it may have been used, or another one with the same count, or the passkey removed.
    private async Task<Guid?> UseUpAsync(AnnotationsDb db, PasskeyUse use, CancellationToken cancellation)
    {
        if (await db.Passkeys.FindAsync([use.Passkey.Id], cancellation) is not { } passkey
            || (passkey.SignCount != use.Passkey.SignCount && use.SignCount <= passkey.SignCount)
            || await db.UsedChallenges.FindAsync([use.Challenge.Hash], cancellation) is not null)
        {
            return null;
        }

        (passkey.SignCount, passkey.IsBackedUp, passkey.UsedAt) = (use.SignCount, use.IsBackedUp, clock.GetUtcNow());
        db.Add(use.Challenge);
        return passkey.ReaderId;
    }
}
