using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes one reader of two, and two again. Each runs in one transaction, which bypasses the change tracker in part.</summary>
internal static class ReaderJoining
{
    /// <summary>Gives everything of one reader to another, and records it.</summary>
    /// <param name="former">Who has nothing afterwards. Their row and their names for colours stay until it can no longer be undone.</param>
    /// <param name="sessions">Those of the browser that joins: the one that it had, which has ended, and the new one.</param>
    /// <returns><see langword="null"/> if there was nothing; then the former reader is deleted.</returns>
    public static async Task<ReaderJoin?> JoinAsync(AnnotationsDb db, Guid former, Guid reader, Guid[] sessions, DateTimeOffset now, CancellationToken cancellation)
    {
        var join = new ReaderJoin
        {
            Id = Guid.NewGuid(),
            ReaderId = reader,
            FormerId = former,
            JoinedAt = now,
            Annotations = await db.Annotations.CountAsync(a => a.ReaderId == former && a.DeletedAt == null, cancellation),
        };
        await TakeColourNamesAsync(db, former, reader, cancellation);
        await db.DeviceLinks.Where(link => link.ReaderId == former).ExecuteDeleteAsync(cancellation);
        await JoinedMarks.MergeAsync(db, join, now, cancellation);
        await JoinedNames.TakeAsync(db, join, cancellation);
        var moved = await db.Annotations.TakeAsync(join, JoinedKind.Annotation, cancellation)
            + await db.Sessions.TakeAsync(join, JoinedKind.Session, cancellation)
            + await db.Passkeys.TakeAsync(join, JoinedKind.Passkey, cancellation)
            + await db.RecoveryCodes.TakeAsync(join, JoinedKind.RecoveryCode, cancellation)
            + await db.NoteLinks.TakeAsync(join, JoinedKind.NoteLink, cancellation)
            + await db.Joins.TakeAsync(join, JoinedKind.Join, cancellation);
        if (moved == 0)
        {
            await ReaderRows.DeleteAsync(db, former, cancellation);
            return null;
        }

        join.Add(JoinedKind.Session, sessions);
        db.Add(join);
        return join;
    }

    /// <summary>Lets a session that replaces another one in the same browser go back in its place, if a join is undone.</summary>
    public static async Task ReplaceAsync(AnnotationsDb db, Guid? replaced, Guid session, Guid reader, CancellationToken cancellation)
    {
        var joins = db.Joins.Where(join => join.ReaderId == reader && join.Rows.Any(row => row.Kind == JoinedKind.Session && row.RowId == replaced));
        foreach (var id in await joins.Select(join => join.Id).ToListAsync(cancellation))
        {
            db.Add(new JoinedRow { JoinId = id, Kind = JoinedKind.Session, RowId = session });
        }
    }

    /// <summary>Gives back what came along and is still there.</summary>
    public static async Task UndoAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
    {
        await JoinedMarks.PartAsync(db, join, now, cancellation);
        await db.SaveChangesAsync(cancellation); // before the rows get their reader back, which bypasses the change tracker
        await db.Annotations.GiveBackAsync(db, join, JoinedKind.Annotation, cancellation);
        await db.Sessions.GiveBackAsync(db, join, JoinedKind.Session, cancellation);
        await db.Passkeys.GiveBackAsync(db, join, JoinedKind.Passkey, cancellation);
        await db.RecoveryCodes.GiveBackAsync(db, join, JoinedKind.RecoveryCode, cancellation);
        await db.NoteLinks.GiveBackAsync(db, join, JoinedKind.NoteLink, cancellation);
        await db.Joins.GiveBackAsync(db, join, JoinedKind.Join, cancellation);
        await db.ForgetInLaterAsync(join, cancellation);
        await JoinedLinks.PartAsync(db, join, cancellation);
        await JoinedNames.GiveBackAsync(db, join, cancellation);
        await db.DeviceLinks.Where(link => link.ReaderId == join.ReaderId).ExecuteDeleteAsync(cancellation); // the other browser may have made it
        await db.Joins.Where(one => one.Id == join.Id).ExecuteDeleteAsync(cancellation);
    }

    private static async Task TakeColourNamesAsync(AnnotationsDb db, Guid former, Guid reader, CancellationToken cancellation)
    {
        var named = await db.ColourNames.Where(name => name.ReaderId == reader).Select(name => name.Colour).ToListAsync(cancellation);
        foreach (var name in await db.ColourNames.AsNoTracking().Where(name => name.ReaderId == former && !named.Contains(name.Colour)).ToListAsync(cancellation))
        {
            db.Add(new ColourName { ReaderId = reader, Colour = name.Colour, Name = name.Name });
        }
    }
}
