using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Makes one reader of two, and two again. Each runs in one transaction, which bypasses the change tracker in part.</summary>
internal static class ReaderJoining
{
    // Columns of every table whose rows come along.
    private const string Id = nameof(Annotation.Id);
    private const string ReaderId = nameof(Annotation.ReaderId);

    private const string ChangeSql =
        """
        UPDATE "Annotations" SET "Colour" = @colour, "Note" = @note, "Tags" = @tags, "Version" = "Version" + 1, "ModifiedAt" = @now, "EarlierKeptAt" = @now WHERE "Id" = @id
        """;

    private const string DeleteSql =
        """
        UPDATE "Annotations" SET "DeletedAt" = @now, "Version" = "Version" + 1, "ModifiedAt" = @now WHERE "Id" = @id
        """;

    private const int ReadAtOnce = 200;

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

        foreach (var session in sessions)
        {
            join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Session, RowId = session });
        }

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

    /// <summary>Why a join cannot be undone: nothing would lead to the notes of one of the two any more. Otherwise <see langword="null"/>.</summary>
    public static async Task<Refusal?> WhyNotUndoneAsync(AnnotationsDb db, ReaderJoin join, CancellationToken cancellation) =>
        await AreLostAsync(db, join, came: true, cancellation) ? Refusal.NoWayToJoined
        : await AreLostAsync(db, join, came: false, cancellation) ? Refusal.NoWayToOthers
        : null;

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
        var others = (await MarkedAsync(db, join.ReaderId, cancellation)).ToLookup(row => row.Passage, row => row.Id);
        var pairs = (await MarkedAsync(db, join.FormerId, cancellation))
            .SelectMany(row => others[row.Passage].Take(1), (row, other) => (Own: row.Id, Other: other)).DistinctBy(pair => pair.Other); // stacked ones stay stacked
        await using var keep = new RowStatement(db, BulkRows.KeepSql, ("@id", RowStatement.Of(db, nameof(Annotation.Id))));
        await using var change = new RowStatement(
            db,
            ChangeSql,
            ("@colour", RowStatement.Of(db, nameof(Annotation.Colour))),
            ("@note", RowStatement.Of(db, nameof(Annotation.Note))),
            ("@tags", RowStatement.Of(db, nameof(Annotation.Tags))),
            ("@now", RowStatement.Of(db, nameof(Annotation.ModifiedAt))),
            ("@id", RowStatement.Of(db, nameof(Annotation.Id))));
        await using var delete = new RowStatement(
            db, DeleteSql, ("@now", RowStatement.Of(db, nameof(Annotation.ModifiedAt))), ("@id", RowStatement.Of(db, nameof(Annotation.Id))));
        foreach (var batch in pairs.Chunk(ReadAtOnce))
        {
            var ids = batch.SelectMany(pair => new[] { pair.Own, pair.Other }).ToList();
            var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
            foreach (var (own, other) in batch.Where(pair => found.ContainsKey(pair.Own) && found.ContainsKey(pair.Other)).Select(pair => (found[pair.Own], found[pair.Other]))) // a damaged row is left out
            {
                var (older, newer) = own.ModifiedAt < other.ModifiedAt ? (own, other) : (other, own);
                var content = SamePassage.Together(older.Content, newer.Content);
                if (AnnotationInput.Check(content) is not null)
                {
                    continue; // too long together: both stay
                }

                if (!other.HasContent(content))
                {
                    await keep.RunAsync(cancellation, other.Id);
                    await change.RunAsync(cancellation, content.Colour, content.Note, content.Tags, now, other.Id);
                    join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Enlarged, RowId = other.Id });
                }

                await delete.RunAsync(cancellation, now, own.Id);
                join.Rows.Add(new JoinedRow { JoinId = join.Id, Kind = JoinedKind.Merged, RowId = own.Id });
            }
        }
    }

    // Their passages, oldest first. Compared here: the database would compare each with each.
    private static async Task<List<(Guid Id, MarkedPassage Passage)>> MarkedAsync(AnnotationsDb db, Guid reader, CancellationToken cancellation) =>
        (await db.Annotations.Where(a => a.ReaderId == reader && a.DeletedAt == null && a.Visibility == Visibility.Private && a.Anchor.Start != null && a.Anchor.End != null)
            .OrderBy(a => a.CreatedAt).Select(a => new { a.Id, Passage = new MarkedPassage(a.EssayId, a.Anchor.Revision, a.Anchor.Start!.Value, a.Anchor.End!.Value) }) // neither is null
            .ToListAsync(cancellation)).ConvertAll(row => (row.Id, row.Passage));

    // Whether one of the two would have annotations, but no browser, passkey or code.
    private static async Task<bool> AreLostAsync(AnnotationsDb db, ReaderJoin join, bool came, CancellationToken cancellation) =>
        await OfOne(db, db.Annotations, join, JoinedKind.Annotation, came).AnyAsync(cancellation)
        && !await OfOne(db, db.Sessions, join, JoinedKind.Session, came).AnyAsync(cancellation)
        && !await OfOne(db, db.Passkeys, join, JoinedKind.Passkey, came).AnyAsync(cancellation)
        && !await OfOne(db, db.RecoveryCodes, join, JoinedKind.RecoveryCode, came).AnyAsync(cancellation);

    // The rows that came along, or the others.
    private static IQueryable<T> OfOne<T>(AnnotationsDb db, DbSet<T> rows, ReaderJoin join, JoinedKind kind, bool came)
        where T : class
    {
        var joined = db.Set<JoinedRow>().Where(row => row.JoinId == join.Id && row.Kind == kind).Select(row => row.RowId);
        return rows.Where(row => EF.Property<Guid>(row, ReaderId) == join.ReaderId && joined.Contains(EF.Property<Guid>(row, Id)) == came);
    }

    // What was changed or deleted after the join stays as it is.
    private static async Task PartAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = db.Set<JoinedRow>().Where(row => row.JoinId == join.Id);
        var merged = await db.Annotations.Where(a => a.DeletedAt == join.JoinedAt && rows.Any(row => row.Kind == JoinedKind.Merged && row.RowId == a.Id)).ToListAsync(cancellation);
        merged.ForEach(own => own.Restore(now));

        // If the reader has emptied the bin, the words of the mark that came along are only in the other one.
        var restored = await rows.CountAsync(row => row.Kind == JoinedKind.Merged, cancellation) == merged.Count ? null : merged.Select(PassageOf).ToHashSet();

        var enlarged = await db.Annotations
            .Where(a => a.EarlierKeptAt == join.JoinedAt && a.ModifiedAt == join.JoinedAt && rows.Any(row => row.Kind == JoinedKind.Enlarged && row.RowId == a.Id))
            .ToListAsync(cancellation);
        var earlier = await db.EarlierVersions.Where(version => rows.Any(row => row.Kind == JoinedKind.Enlarged && row.RowId == version.AnnotationId))
            .ToDictionaryAsync(version => (version.AnnotationId, version.Version), cancellation);
        foreach (var other in enlarged)
        {
            if (restored?.Contains(PassageOf(other)) != false && earlier.TryGetValue((other.Id, other.Version - 1), out var before))
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

    private static MarkedPassage PassageOf(Annotation a) => new(a.EssayId, a.Anchor.Revision, a.Anchor.Start ?? 0, a.Anchor.End ?? 0); // no other passage ends at 0, so a detached one equals none that stands in the text

    private sealed record MarkedPassage(string EssayId, string Revision, int Start, int End);
}
