using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes the reader's recovery code, and finds the reader of a code.</summary>
internal sealed class RecoveryCodes(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, GuessLimits guesses, TimeProvider clock)
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

    /// <summary>The reader to whom a code belongs. A code with a typing error is refused before it counts as a guess.</summary>
    /// <param name="from">The network address, for which guesses are limited.</param>
    public async Task<SaveResult<Guid>> FindReaderAsync(string? typed, IPAddress? from, CancellationToken cancellation)
    {
        var code = CodeText.Normal(typed);
        if (code.Length != CodeText.Length)
        {
            return new SaveResult<Guid>(Refusal.CodeIncomplete(code.Length));
        }

        if (!CodeText.IsValid(code))
        {
            return new SaveResult<Guid>(Refusal.CodeMistyped);
        }

        if (!guesses.Allow(from))
        {
            return new SaveResult<Guid>(Refusal.TooManyGuesses);
        }

        return await FindRowAsync(code, cancellation) is { } found ? await UseAsync(found, cancellation) : new SaveResult<Guid>(Refusal.CodeUnknown);
    }

    private async Task<RecoveryCode?> FindRowAsync(string code, CancellationToken cancellation)
    {
        var selector = CodeText.SelectorOf(code);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.RecoveryCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Selector == selector, cancellation);
        return CryptographicOperations.FixedTimeEquals(CodeText.HashOf(code), found?.Hash ?? NoHash) ? found : null;
    }

    // It stays valid. The day is shown to the reader, who then notices if someone else used it.
    private async Task<SaveResult<Guid>> UseAsync(RecoveryCode code, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var used = await writer.SaveAsync(
            null,
            (db, token) => db.RecoveryCodes.Where(c => c.Id == code.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), token),
            cancellation,
            areRows: true);
        return used.Refusal is { } refusal ? new SaveResult<Guid>(refusal)
            : used.Or(_ => 0) == 0 ? new SaveResult<Guid>(Refusal.CodeUnknown) // replaced meanwhile
            : new SaveResult<Guid>(code.ReaderId);
    }
}
