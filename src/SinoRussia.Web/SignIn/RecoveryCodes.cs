using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes the reader's recovery code, and signs browsers in with it.</summary>
internal sealed class RecoveryCodes(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, SignIns signIns, CurrentReader reader, GuessLimits guesses, TimeProvider clock)
{
    // Compared if there is no row, so that the answer takes as long.
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes a code. It is not stored, so it can be shown only now.</summary>
    /// <param name="replaces">Whether the reader knows that the code they have stops working.</param>
    public async Task<SaveResult<string>> MakeAsync(bool replaces, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new SaveResult<string>(Refusal.NothingToKeep);
        }

        var now = clock.GetUtcNow();
        var code = CodeText.Create();
        var saved = await writer.SaveAsync(
            reader,
            async (db, token) =>
            {
                await db.RecoveryCodes.Where(c => c.ReaderId == readerId).LoadAsync(token);
                var former = db.RecoveryCodes.Local.Where(c => c.ReaderId == readerId).ToList(); // also one from the same transaction, which is not in the database yet
                if (former.Count > 0 && !replaces)
                {
                    return new SaveResult<string>(Refusal.HasCode);
                }

                db.RemoveRange(former);
                db.Add(new RecoveryCode { Id = Guid.CreateVersion7(now), ReaderId = readerId, Selector = CodeText.SelectorOf(code), Hash = CodeText.HashOf(code), CreatedAt = now });
                return new SaveResult<string>(CodeText.Grouped(code));
            },
            cancellation);
        return saved.Or(refusal => new SaveResult<string>(refusal));
    }

    /// <summary>Signs this browser in with a code. Only wrong codes count as guesses, and one with a typing error is refused before that.</summary>
    /// <param name="from">The network address, for which guesses are limited.</param>
    public async Task<SignInOutcome> SignInAsync(string? typed, IPAddress? from, CancellationToken cancellation)
    {
        var code = CodeText.Normal(typed);
        if (Check(code) is { } refusal)
        {
            return new SignInOutcome(refusal);
        }

        // Before it is looked up: after too many, a right code gets the same answer as a wrong one.
        if (guesses.Begin(from) is not { } guess)
        {
            return new SignInOutcome(Refusal.TooManyGuesses);
        }

        if (await FindAsync(code, guess, cancellation) is not { } found)
        {
            return new SignInOutcome(Refusal.CodeUnknown);
        }

        // It stays valid. The day is shown to the reader, who then notices if someone else used it.
        var now = clock.GetUtcNow();
        return await signIns.SignInAsync(
            async (db, token) => await db.RecoveryCodes.Where(c => c.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), token) == 1
                ? await db.RecoveryCodes.Where(c => c.Id == found.Id).Select(c => (Guid?)c.ReaderId).SingleAsync(token) // read here, because joining browsers changes it
                : null,
            Refusal.CodeUnknown,
            cancellation);
    }

    private static Refusal? Check(string code) =>
        code.Length != CodeText.Length ? Refusal.CodeIncomplete(code.Length)
        : !CodeText.IsValid(code) ? Refusal.CodeMistyped
        : null;

    // A guess counts only if the code was compared, and wrong.
    private async Task<RecoveryCode?> FindAsync(string code, GuessLimits.Guess guess, CancellationToken cancellation)
    {
        try
        {
            if (await FindAsync(code, cancellation) is { } found)
            {
                guesses.Forget(guess);
                return found;
            }

            return null;
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            guesses.Forget(guess);
            throw;
        }
    }

    private async Task<RecoveryCode?> FindAsync(string code, CancellationToken cancellation)
    {
        var selector = CodeText.SelectorOf(code);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.RecoveryCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Selector == selector, cancellation);
        return CryptographicOperations.FixedTimeEquals(CodeText.HashOf(code), found?.Hash ?? NoHash) ? found : null;
    }
}
