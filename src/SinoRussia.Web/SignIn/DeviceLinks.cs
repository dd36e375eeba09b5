using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Links with which another browser becomes one of the reader's. Each is good once and for ten minutes.</summary>
internal sealed class DeviceLinks(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, SignIns signIns, CurrentReader reader, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes a link. The reader's earlier ones end.</summary>
    public async Task<SaveResult<NewDeviceLink>> MakeAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new SaveResult<NewDeviceLink>(Refusal.NothingToKeep);
        }

        var now = clock.GetUtcNow();
        var made = new NewDeviceLink(SecretToken.Create(), now + Lifetime);
        return await writer.SaveAsync(
            reader,
            async (db, token) =>
            {
                await db.DeviceLinks.Where(l => l.ReaderId == readerId).LoadAsync(token);
                db.RemoveRange(db.DeviceLinks.Local.Where(l => l.ReaderId == readerId).ToList()); // also those from the same transaction, which are not in the database yet
                db.Add(new DeviceLink { Id = Guid.CreateVersion7(now), ReaderId = readerId, TokenHash = HashOf(made.Token), ExpiresAt = made.ExpiresAt });
                return made;
            },
            cancellation);
    }

    /// <summary>The reader to whom a link leads that can still be used; otherwise <see langword="null"/>. It does not use it up.</summary>
    public async Task<Guid?> FindReaderAsync(string token, CancellationToken cancellation)
    {
        var (hash, now) = (HashOf(token), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Usable(db, hash, now).Select(l => (Guid?)l.ReaderId).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Signs this browser in with a link, and uses it up. It cannot be used twice, even by two requests at the same time; but if the same form is sent
    /// twice, both answers sign the browser in, because it may drop the first one.</summary>
    /// <param name="form">What only this form has, or <see langword="null"/>.</param>
    public Task<SignInOutcome> SignInAsync(string token, string? form, CancellationToken cancellation)
    {
        var (hash, now, here) = (HashOf(token), clock.GetUtcNow(), reader.Session);
        var once = form is not null && SecretToken.IsOne(form) ? SessionOf(token, form) : (Guid?)null;
        return signIns.SignInAsync(
            async (db, cancel) =>
            {
                if (await db.DeviceLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, cancel) is not { } link)
                {
                    return null;
                }

                if (link.UsedAt is not null)
                {
                    // Not if the browser has signed in elsewhere meanwhile.
                    var isAgain = await db.Sessions.AnyAsync(s => s.Id == once && s.ReaderId == link.ReaderId, cancel) && !await db.Sessions.AnyAsync(s => s.Id == here && s.Id != once, cancel);
                    return isAgain ? link.ReaderId : null;
                }

                await Usable(db, hash, now).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel);
                return link.ReaderId;
            },
            Refusal.LinkGone,
            cancellation,
            once);
    }

    // Nobody else can compute it: the form is on a page that only this browser has.
    private static Guid SessionOf(string token, string form) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"session {token} {form}")).AsSpan(0, 16));

    private static IQueryable<DeviceLink> Usable(AnnotationsDb db, string hash, DateTimeOffset now) =>
        db.DeviceLinks.Where(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <param name="Token">The secret part of its address. Only its hash is stored.</param>
internal sealed record NewDeviceLink(string Token, DateTimeOffset ExpiresAt);
