using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>The reader's passkeys: adds, lists, renames and removes them.</summary>
internal sealed class Passkeys(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, PasskeyCeremony ceremony, TimeProvider clock)
{
    /// <summary>How many a reader can have.</summary>
    public const int Most = 20;

    public const int LongestName = 60;

    /// <summary>Where browsers allow passkeys for this site, or <see langword="null"/> if nowhere.</summary>
    public RelyingParty? Site => ceremony.Site;

    /// <summary>The reader's passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> ListAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await OfAsync(db, readerId, cancellation);
    }

    /// <summary>One of the reader's passkeys, or <see langword="null"/>.</summary>
    public async Task<Passkey?> FindAsync(Guid id, CancellationToken cancellation) => (await ListAsync(cancellation)).FirstOrDefault(passkey => passkey.Id == id);

    /// <summary>The options with which this browser makes a passkey for the reader.</summary>
    public async Task<(string? Options, Refusal? Refusal)> AskToRegisterAsync(CancellationToken cancellation)
    {
        if (Site is not { } site)
        {
            return (null, Refusal.PasskeysNotHere);
        }

        if (reader.Id is not { } readerId)
        {
            return (null, Refusal.NothingToKeep);
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Readers.AsNoTracking().FirstOrDefaultAsync(r => r.Id == readerId, cancellation) is not { } person)
        {
            return (null, Refusal.NothingToKeep);
        }

        var passkeys = await OfAsync(db, readerId, cancellation);
        return passkeys.Count < Most ? (await ceremony.AskToRegisterAsync(site, readerId, NameOf(person), passkeys), null) : (null, Refusal.TooManyPasskeys);
    }

    /// <summary>Adds the passkey that this browser has made.</summary>
    /// <param name="answer">What the browser said, as JSON.</param>
    /// <param name="userAgent">The browser, for a first name.</param>
    public async Task<(Passkey? Passkey, Refusal? Refusal)> RegisterAsync(string answer, string? userAgent, CancellationToken cancellation)
    {
        if (Site is not { } site)
        {
            return (null, Refusal.PasskeysNotHere);
        }

        if (reader.Id is not { } readerId)
        {
            return (null, Refusal.NothingToKeep);
        }

        var (registered, refusal) = await ceremony.CheckRegistrationAsync(site, readerId, answer);
        if (registered is null)
        {
            return (null, refusal);
        }

        var now = clock.GetUtcNow();
        var (info, transports) = (registered.Info, registered.Info.Transports ?? []);
        var passkey = new Passkey
        {
            Id = Guid.CreateVersion7(now),
            ReaderId = readerId,
            CredentialId = info.CredentialId,
            UserHandle = registered.UserHandle,
            PublicKey = info.PublicKey,
            SignCount = info.SignCount,
            Transports = transports,
            IsUserVerified = info.IsUserVerified,
            IsBackupEligible = info.IsBackupEligible,
            IsBackedUp = info.IsBackedUp,
            Name = PasskeyNames.Suggested(userAgent, transports),
            CreatedAt = now,
        };
        var saved = await writer.SaveAsync(reader, async (db, token) => (Why: await AddAsync(db, passkey, registered.Challenge, token), IsDone: true), cancellation);
        return saved.Or(why => (why, false)).Why is { } notAdded ? (null, notAdded) : (passkey, null);
    }

    /// <summary>Gives one of the reader's passkeys another name.</summary>
    /// <returns>Why not, or <see langword="null"/> on success.</returns>
    public Task<Refusal?> RenameAsync(Guid id, string? name, CancellationToken cancellation)
    {
        var normal = PasskeyNames.Normal(name);
        return normal.Length switch
        {
            0 => Task.FromResult<Refusal?>(Refusal.PasskeyNameMissing),
            > LongestName => Task.FromResult<Refusal?>(Refusal.PasskeyNameTooLong),
            _ => ChangeAsync(
                async (db, readerId, token) =>
                    await db.Passkeys.Where(p => p.ReaderId == readerId && p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, normal), token) == 0 ? Refusal.PasskeyGone : null,
                cancellation),
        };
    }

    /// <summary>Removes one of the reader's passkeys: nobody can sign in with it any more.</summary>
    /// <param name="isSure">Needed only if nothing else leads to the notes from another browser.</param>
    /// <returns>Why not, or <see langword="null"/> on success.</returns>
    public Task<Refusal?> RemoveAsync(Guid id, bool isSure, CancellationToken cancellation)
    {
        var (here, now) = (reader.Session, clock.GetUtcNow());
        return ChangeAsync(
            async (db, readerId, token) =>
            {
                var passkey = db.Passkeys.Where(p => p.ReaderId == readerId && p.Id == id);
                if (!await passkey.AnyAsync(token))
                {
                    return Refusal.PasskeyGone;
                }

                if (!isSure && !await ReaderWays.AreThereAsync(db, readerId, here, now, token, without: id))
                {
                    return Refusal.NotSure;
                }

                await passkey.ExecuteDeleteAsync(token);
                return null;
            },
            cancellation);
    }

    private async Task<Refusal?> ChangeAsync(Func<AnnotationsDb, Guid, CancellationToken, Task<Refusal?>> change, CancellationToken cancellation) =>
        reader.Id is { } readerId
            ? (await writer.SaveAsync(reader, (db, token) => change(db, readerId, token), cancellation, areRows: true)).Or(refusal => refusal)
            : Refusal.PasskeyGone;

    private static async Task<IReadOnlyList<Passkey>> OfAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation) =>
        await db.Passkeys.AsNoTracking().Where(p => p.ReaderId == readerId).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).ToListAsync(cancellation);

    private static async Task<Refusal?> AddAsync(AnnotationsDb db, Passkey passkey, UsedChallenge challenge, CancellationToken cancellation)
    {
        if (await db.UsedChallenges.FindAsync([challenge.Hash], cancellation) is not null)
        {
            return Refusal.PasskeyUsed;
        }

        if (await db.Passkeys.AnyAsync(p => p.CredentialId == passkey.CredentialId, cancellation) || db.Passkeys.Local.Any(p => p.CredentialId.AsSpan().SequenceEqual(passkey.CredentialId)))
        {
            return Refusal.PasskeyAlreadyKept;
        }

        // Counted again, because several can be asked for before the first is added.
        if (await db.Passkeys.CountAsync(p => p.ReaderId == passkey.ReaderId, cancellation) + db.Passkeys.Local.Count(p => p.ReaderId == passkey.ReaderId) >= Most)
        {
            return Refusal.TooManyPasskeys;
        }

        db.AddRange(passkey, challenge);
        return null;
    }

    // An authenticator shows it where somebody has several passkeys for this site.
    private static string NameOf(Reader person) =>
        person.Name ?? string.Create(CultureInfo.InvariantCulture, $"Notes begun on {person.CreatedAt.UtcDateTime:d MMM yyyy}");
}
