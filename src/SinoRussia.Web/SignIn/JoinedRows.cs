using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>The rows that come along with a join, whatever their table.</summary>
internal static class JoinedRows
{
    // Columns of every table whose rows come along.
    private const string Id = nameof(Annotation.Id);
    private const string ReaderId = nameof(Annotation.ReaderId);

    /// <summary>Gives the rows of the former reader to the one who has everything now, and records them.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> TakeAsync<T>(this DbSet<T> rows, ReaderJoin join, JoinedKind kind, CancellationToken cancellation)
        where T : class
    {
        var own = rows.Where(row => EF.Property<Guid>(row, ReaderId) == join.FormerId);
        join.Add(kind, await own.Select(row => EF.Property<Guid>(row, Id)).ToListAsync(cancellation));
        return await own.ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Guid>(row, ReaderId), join.ReaderId), cancellation);
    }

    /// <summary>Gives back the rows that came along and are still there.</summary>
    public static Task<int> GiveBackAsync<T>(this DbSet<T> rows, AnnotationsDb db, ReaderJoin join, JoinedKind kind, CancellationToken cancellation)
        where T : class =>
        rows.OfOne(db, join, kind, came: true).ExecuteUpdateAsync(set => set.SetProperty(row => EF.Property<Guid>(row, ReaderId), join.FormerId), cancellation);

    /// <summary>Takes what came along with a join that is undone out of the joins after it, which would take it away from its reader when they are undone in turn.</summary>
    public static async Task ForgetInLaterAsync(this AnnotationsDb db, ReaderJoin join, CancellationToken cancellation)
    {
        var later = db.After(join).Select(one => one.Id);
        JoinedKind[] kinds = [JoinedKind.Annotation, JoinedKind.Session, JoinedKind.Passkey, JoinedKind.RecoveryCode, JoinedKind.NoteLink, JoinedKind.Join];
        foreach (var kind in kinds)
        {
            var came = db.Recorded(join, kind);
            await db.Set<JoinedRow>().Where(row => later.Contains(row.JoinId) && row.Kind == kind && came.Contains(row.RowId)).ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>The joins after it, with which its reader became another one.</summary>
    public static IQueryable<ReaderJoin> After(this AnnotationsDb db, ReaderJoin join) =>
        db.Joins.Where(later => later.Rows.Any(row => row.Kind == JoinedKind.Join && row.RowId == join.Id));

    /// <summary>The reader's rows that came along, or the others.</summary>
    public static IQueryable<T> OfOne<T>(this DbSet<T> rows, AnnotationsDb db, ReaderJoin join, JoinedKind kind, bool came)
        where T : class
    {
        var joined = db.Recorded(join, kind);
        return rows.Where(row => EF.Property<Guid>(row, ReaderId) == join.ReaderId && joined.Contains(EF.Property<Guid>(row, Id)) == came);
    }

    /// <summary>The ids that a join has recorded.</summary>
    public static IQueryable<Guid> Recorded(this AnnotationsDb db, ReaderJoin join, JoinedKind kind) =>
        db.Set<JoinedRow>().Where(row => row.JoinId == join.Id && row.Kind == kind).Select(row => row.RowId);

    /// <summary>Records rows.</summary>
    public static void Add(this ReaderJoin join, JoinedKind kind, params IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = kind, RowId = id });
        }
    }
}
