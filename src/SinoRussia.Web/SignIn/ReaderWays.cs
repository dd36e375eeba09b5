using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Reads what leads to the current reader's notes.</summary>
internal sealed class ReaderWays(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader)
{
    public async Task<WaysBack> OfReaderAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return WaysBack.None;
        }

        var here = reader.Session;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.ReaderId == readerId).ToListAsync(cancellation);
        return new WaysBack(
            [.. sessions.OrderBy(s => s.Id != here).ThenByDescending(s => s.SeenAt).Select(s => new KnownBrowser(KnownBrowser.HandleOf(s.Id), s.Browser, s.SeenAt, s.Id == here))],
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

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Readers.Where(r => r.Id == readerId).Select(r => new
        {
            IsKept = db.Passkeys.Any(p => p.ReaderId == r.Id) || db.RecoveryCodes.Any(c => c.ReaderId == r.Id) || db.Sessions.Count(s => s.ReaderId == r.Id) > 1,
            r.IsKeepHintDismissed,
        }).SingleOrDefaultAsync(cancellation);
        return found is null ? (false, false) : (found.IsKept, found.IsKeepHintDismissed);
    }

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
