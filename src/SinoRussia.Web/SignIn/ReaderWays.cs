using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Reads what leads to the current reader's notes.</summary>
internal sealed class ReaderWays(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, TimeProvider clock)
{
    public async Task<WaysBack> OfReaderAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return WaysBack.None;
        }

        var (here, now) = (reader.Session, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sessions = await db.Sessions.AsNoTracking().Live(now).Where(s => s.ReaderId == readerId).ToListAsync(cancellation);
        return new WaysBack(
            [.. sessions.OrderBy(s => s.Id != here).ThenByDescending(s => s.SeenAt).Select(s => KnownBrowser.Of(s, here))],
            await db.Passkeys.CountAsync(p => p.ReaderId == readerId, cancellation),
            await db.RecoveryCodes.Where(c => c.ReaderId == readerId).OrderByDescending(c => c.CreatedAt).Select(c => new KeptCode(c.CreatedAt, c.UsedAt)).ToListAsync(cancellation));
    }

    /// <summary>Whether anything but this browser leads to the notes, and whether the reader has dismissed the line that says so. One query, because the list of notes asks.</summary>
    public async Task<(bool IsKept, bool IsHintDismissed)> AreKeptAsync(CancellationToken cancellation)
    {
        if (reader.KnownId is not { } readerId)
        {
            return (false, false);
        }

        var (here, now) = (reader.Session, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sessions = db.Sessions.Live(now);
        var found = await db.Readers.Where(r => r.Id == readerId).Select(r => new
        {
            IsKept = db.Passkeys.Any(p => p.ReaderId == r.Id) || db.RecoveryCodes.Any(c => c.ReaderId == r.Id) || sessions.Any(s => s.ReaderId == r.Id && s.Id != here),
            r.IsKeepHintDismissed,
        }).SingleOrDefaultAsync(cancellation);
        return found is null ? (false, false) : (found.IsKept, found.IsKeepHintDismissed);
    }

    /// <summary>Whether anything but one browser leads to a reader's notes. For the transaction that takes a way away.</summary>
    /// <param name="browser">The session of that browser.</param>
    /// <param name="without">A passkey that does not count, because it is to be removed.</param>
    public static async Task<bool> AreThereAsync(AnnotationsDb db, Guid reader, Guid? browser, DateTimeOffset now, CancellationToken cancellation, Guid? without = null) =>
        await db.Sessions.Live(now).AnyAsync(s => s.ReaderId == reader && s.Id != browser, cancellation)
        || await db.Passkeys.AnyAsync(p => p.ReaderId == reader && p.Id != without, cancellation)
        || await db.RecoveryCodes.AnyAsync(c => c.ReaderId == reader, cancellation);

    /// <summary>Dismisses the line that says that the notes live in one browser only.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> DismissHintAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        return (await writer.SaveAsync(
            reader,
            (db, token) => db.Readers.Where(r => r.Id == readerId).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsKeepHintDismissed, true), token),
            cancellation,
            areRows: true)).Refusal;
    }
}
