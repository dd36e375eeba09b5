using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>What would lead to the notes of both if a join were undone.</summary>
/// <param name="Refusal">Why it cannot be: nothing would lead to the notes of one of the two any more. Otherwise <see langword="null"/>.</param>
/// <param name="OnlyBrowsers">The browsers that alone would lead to the notes that this one then no longer shows. Their cookies may be gone, so the
/// reader is asked first. Empty if this browser, a passkey or a recovery code leads to them, too.</param>
/// <param name="Annotations">How many annotations these would be, without those in the bin.</param>
internal sealed record JoinUndone(Refusal? Refusal, IReadOnlyList<KnownBrowser> OnlyBrowsers, int Annotations)
{
    private static readonly JoinUndone Safe = new(null, [], 0);

    /// <param name="here">The session of the browser that asks.</param>
    public static async Task<JoinUndone> OfAsync(AnnotationsDb db, ReaderJoin join, Guid? here, DateTimeOffset now, CancellationToken cancellation)
    {
        JoinUndone[] both = [await OfOneAsync(db, join, came: true, here, now, cancellation), await OfOneAsync(db, join, came: false, here, now, cancellation)];
        return Array.Find(both, one => one.Refusal is not null) ?? Array.Find(both, one => one.OnlyBrowsers.Count > 0) ?? Safe; // this browser leads to one of the two
    }

    private static async Task<JoinUndone> OfOneAsync(AnnotationsDb db, ReaderJoin join, bool came, Guid? here, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await db.Annotations.OfOne(db, join, JoinedKind.Annotation, came).AnyAsync(cancellation)
            || await db.Passkeys.OfOne(db, join, JoinedKind.Passkey, came).AnyAsync(cancellation)
            || await db.RecoveryCodes.OfOne(db, join, JoinedKind.RecoveryCode, came).AnyAsync(cancellation))
        {
            return Safe;
        }

        var sessions = await db.Sessions.OfOne(db, join, JoinedKind.Session, came).AsNoTracking().Live(now).ToListAsync(cancellation);
        return sessions.Count == 0 ? new JoinUndone(came ? Refusal.NoWayToJoined : Refusal.NoWayToOthers, [], 0)
            : sessions.Exists(session => session.Id == here) ? Safe
            : new JoinUndone(
                null,
                [.. sessions.OrderByDescending(session => session.SeenAt).Select(session => KnownBrowser.Of(session, here))],
                await db.Annotations.OfOne(db, join, JoinedKind.Annotation, came).CountAsync(a => a.DeletedAt == null, cancellation));
    }
}
