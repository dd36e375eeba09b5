using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes one reader of two, and two again. Each runs in one transaction, which bypasses the change tracker in part.</summary>
internal static class Joining
{
    // Columns of every table whose rows come along.
    private const string Id = nameof(Annotation.Id);
    private const string ReaderId = nameof(Annotation.ReaderId);

    /// <summary>Gives everything of one reader to another, and records it.</summary>
    /// <param name="former">Who has nothing afterwards. Their row and their names for colours stay until it can no longer be undone.</param>
    /// <param name="session">The session of the browser that joins.</param>
    /// <returns><see langword="null"/> if there was nothing; then the former reader is deleted.</returns>
    public static async Task<ReaderJoin?> JoinAsync(AnnotationsDb db, Guid former, Guid reader, Guid session, DateTimeOffset now, CancellationToken cancellation)
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
        await MergeAsync(db, join, now, cancellation);
        await TakeNameAsync(db, former, reader, cancellation);
        var moved = await TakeAsync(db.Annotations, join, JoinedKind.Annotation, cancellation)
            + await TakeAsync(db.Sessions, join, JoinedKind.Session, cancellation)
            + await TakeAsync(db.Passkeys, join, JoinedKind.Passkey, cancellation)
            + await TakeAsync(db.RecoveryCodes, join, JoinedKind.RecoveryCode, cancellation)
            + await TakeAsync(db.NoteLinks, join, JoinedKind.NoteLink, cancellation)
            + await TakeAsync(db.Joins, join, JoinedKind.Join, cancellation);
        if (moved == 0)
        {
            await ReaderRows.DeleteAsync(db, former, cancellation);
            return null;
        }

        join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Session, RowId = session });
        db.Add(join);
        return join;
    }

    /// <summary>Gives back what came along and is still there.</summary>
    public static async Task UndoAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
    {
        await PartAsync(db, join, now, cancellation);
        await db.SaveChangesAsync(cancellation); // before the rows get their reader back, which bypasses the change tracker
        await GiveBackAsync(db, db.Annotations, join, JoinedKind.Annotation, cancellation);
        await GiveBackAsync(db, db.Sessions, join, JoinedKind.Session, cancellation);
        await GiveBackAsync(db, db.Passkeys, join, JoinedKind.Passkey, cancellation);
        await GiveBackAsync(db, db.RecoveryCodes, join, JoinedKind.RecoveryCode, cancellation);
        await GiveBackAsync(db, db.NoteLinks, join, JoinedKind.NoteLink, cancellation);
        await GiveBackAsync(db, db.Joins, join, JoinedKind.Join, cancellation);
        await db.Joins.Where(one => one.Id == join.Id).ExecuteDeleteAsync(cancellation);
    }

    // Marks of both on exactly the same words become one, as if the reader had marked them twice. A mark that is shown to others stays as it is: what was
    // private must not be shown with it.
    private static async Task MergeAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
    {
        var (former, reader) = (join.FormerId, join.ReaderId);
        var pairs = await db.Annotations.Where(own => own.ReaderId == former && own.DeletedAt == null && own.Visibility == Visibility.Private && own.Anchor.Start != null)
            .Join(
                db.Annotations.Where(other => other.ReaderId == reader && other.DeletedAt == null && other.Visibility == Visibility.Private),
                own => new { own.EssayId, own.Anchor.Revision, own.Anchor.Start, own.Anchor.End },
                other => new { other.EssayId, other.Anchor.Revision, other.Anchor.Start, other.Anchor.End },
                (own, other) => new { Own = own, Other = other })
            .OrderBy(pair => pair.Own.CreatedAt).ThenBy(pair => pair.Other.CreatedAt).ToListAsync(cancellation);
        foreach (var (own, other) in pairs.Select(pair => (pair.Own, pair.Other)))
        {
            var (older, newer) = own.ModifiedAt < other.ModifiedAt ? (own, other) : (other, own);
            var content = SamePassage.Together(older.Content, newer.Content);
            if (own.DeletedAt is not null || AnnotationInput.Check(content) is not null)
            {
                continue; // already merged with another, or too long together: both stay
            }

            if (!other.HasContent(content))
            {
                other.Change(content, now);
                join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Enlarged, RowId = other.Id });
            }

            own.Delete(now);
            join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Merged, RowId = own.Id });
        }

        await db.SaveChangesAsync(cancellation); // before the rows get another reader, which bypasses the change tracker
    }

    // What was changed or deleted after the join stays as it is.
    private static async Task PartAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = db.Set<JoinedRow>().Where(row => row.JoinId == join.Id);
        foreach (var own in await db.Annotations.Where(a => a.DeletedAt == join.JoinedAt && rows.Any(row => row.Kind == JoinedKind.Merged && row.RowId == a.Id)).ToListAsync(cancellation))
        {
            own.Restore(now);
        }

        var enlarged = await db.Annotations
            .Where(a => a.EarlierKeptAt == join.JoinedAt && a.ModifiedAt == join.JoinedAt && rows.Any(row => row.Kind == JoinedKind.Enlarged && row.RowId == a.Id))
            .ToListAsync(cancellation);
        foreach (var other in enlarged)
        {
            if (await db.EarlierVersions.SingleOrDefaultAsync(earlier => earlier.AnnotationId == other.Id && earlier.Version == other.Version - 1, cancellation) is { } before)
            {
                other.Change(before.Content, now, isKept: false);
                db.Remove(before);
            }
        }
    }

    private static async Task<int> TakeAsync<T>(DbSet<T> rows, ReaderJoin join, JoinedKind kind, CancellationToken cancellation)
        where T : class
    {
        var own = rows.Where(row => EF.Property<Guid>(row, ReaderId) == join.FormerId);
        foreach (var id in await own.Select(row => EF.Property<Guid>(row, Id)).ToListAsync(cancellation))
        {
            join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = kind, RowId = id });
        }

        return await own.ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Guid>(row, ReaderId), join.ReaderId), cancellation);
    }

    private static Task<int> GiveBackAsync<T>(AnnotationsDb db, DbSet<T> rows, ReaderJoin join, JoinedKind kind, CancellationToken cancellation)
        where T : class
    {
        var came = db.Set<JoinedRow>().Where(row => row.JoinId == join.Id && row.Kind == kind).Select(row => row.RowId);
        return rows.Where(row => EF.Property<Guid>(row, ReaderId) == join.ReaderId && came.Contains(EF.Property<Guid>(row, Id)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Guid>(row, ReaderId), join.FormerId), cancellation);
    }

    private static async Task TakeColourNamesAsync(AnnotationsDb db, Guid former, Guid reader, CancellationToken cancellation)
    {
        var named = await db.ColourNames.Where(name => name.ReaderId == reader).Select(name => name.Colour).ToListAsync(cancellation);
        foreach (var name in await db.ColourNames.AsNoTracking().Where(name => name.ReaderId == former && !named.Contains(name.Colour)).ToListAsync(cancellation))
        {
            db.Add(new ColourName { ReaderId = reader, Colour = name.Colour, Name = name.Name });
        }
    }

    private static async Task TakeNameAsync(AnnotationsDb db, Guid former, Guid reader, CancellationToken cancellation)
    {
        if (await db.Readers.Where(one => one.Id == former).Select(one => one.Name).SingleOrDefaultAsync(cancellation) is { } name)
        {
            await db.Readers.Where(one => one.Id == reader && one.Name == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, name), cancellation);
        }
    }
}
