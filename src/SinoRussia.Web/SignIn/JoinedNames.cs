using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>The names of two readers who become one. What one of them shows without a name waits for one, and must not work all at once under the other's:
/// it is private until the reader shows it again.</summary>
internal static class JoinedNames
{
    /// <summary>Gives both the name that one of them has, and records it. Call it before their rows are joined.</summary>
    public static async Task TakeAsync(AnnotationsDb db, ReaderJoin join, CancellationToken cancellation)
    {
        var names = await db.Readers.Where(one => one.Id == join.FormerId || one.Id == join.ReaderId).ToDictionaryAsync(one => one.Id, one => one.Name, cancellation);
        var (former, reader) = (names.GetValueOrDefault(join.FormerId), names.GetValueOrDefault(join.ReaderId));
        if (former is null == reader is null)
        {
            return;
        }

        var nameless = former is null ? join.FormerId : join.ReaderId;
        var waiting = db.Annotations.Where(a => a.ReaderId == nameless && a.Visibility != Visibility.Private);
        join.Add(JoinedKind.HeldBack, await waiting.Select(a => a.Id).ToListAsync(cancellation));
        await waiting.ShowToAsync(Visibility.Private, cancellation);
        if (reader is null)
        {
            await db.Readers.Where(one => one.Id == join.ReaderId).ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, former), cancellation);
            join.Add(JoinedKind.Name, join.FormerId);
        }
    }

    /// <summary>Takes the name back, unless the reader has changed it since. Who has no name then shows what they showed before, which waits for a name again.
    /// Call it after the rows are given back.</summary>
    public static async Task GiveBackAsync(AnnotationsDb db, ReaderJoin join, CancellationToken cancellation)
    {
        var given = db.Recorded(join, JoinedKind.Name);
        var named = await NamedByAsync(db, join, cancellation);
        await db.Readers.Where(one => named.Contains(one.Id) && db.Readers.Any(former => given.Contains(former.Id) && former.Name == one.Name))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, (string?)null), cancellation);

        var held = db.Recorded(join, JoinedKind.HeldBack);
        await db.Annotations.Where(a => held.Contains(a.Id)
                && a.Visibility == Visibility.Private
                && a.ModifiedAt <= join.JoinedAt // not if private words may have been added
                && db.ShownAnnotations.Any(shown => shown.AnnotationId == a.Id)
                && db.Readers.Any(one => one.Id == a.ReaderId && one.Name == null))
            .ShowToAsync(Visibility.Link, cancellation);
    }

    // Whom the name went to: the reader of the join, and those whom they became since, as long as each took it from the one before.
    private static async Task<IReadOnlyList<Guid>> NamedByAsync(AnnotationsDb db, ReaderJoin join, CancellationToken cancellation)
    {
        var later = await db.After(join).OrderBy(one => one.JoinedAt).ThenBy(one => one.Rows.Count(row => row.Kind == JoinedKind.Join))
            .Select(one => new { one.FormerId, HasNamed = one.Rows.Any(row => row.Kind == JoinedKind.Name) }).ToListAsync(cancellation);
        var named = later.TakeWhile(one => one.HasNamed).Count();
        return [.. later.Select(one => one.FormerId).Append(join.ReaderId).Take(named + 1)];
    }
}
