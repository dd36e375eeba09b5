using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Marks of two readers on the same words, when the two become one.</summary>
internal static class JoinedMarks
{
    private const string ChangeSql =
        """
        UPDATE "Annotations" SET "Colour" = @colour, "Note" = @note, "Tags" = @tags, "Version" = "Version" + 1, "ModifiedAt" = @now, "EarlierKeptAt" = @now WHERE "Id" = @id
        """;

    private const string DeleteSql =
        """
        UPDATE "Annotations" SET "DeletedAt" = @now, "Version" = "Version" + 1, "ModifiedAt" = @now WHERE "Id" = @id
        """;

    private const int ReadAtOnce = 200;

    /// <summary>Makes marks of both on exactly the same words one, as if the reader had marked them twice. A mark that is shown to others stays as it is: what was
    /// private must not be shown with it.</summary>
    public static async Task MergeAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
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
                    join.Add(JoinedKind.Enlarged, other.Id);
                }

                await delete.RunAsync(cancellation, now, own.Id);
                join.Add(JoinedKind.Merged, own.Id);
            }
        }
    }

    // Their passages, oldest first. Compared here: the database would compare each with each.
    private static async Task<List<(Guid Id, MarkedPassage Passage)>> MarkedAsync(AnnotationsDb db, Guid reader, CancellationToken cancellation) =>
        (await db.Annotations.Where(a => a.ReaderId == reader && a.DeletedAt == null && a.Visibility == Visibility.Private && a.Anchor.Start != null && a.Anchor.End != null)
            .OrderBy(a => a.CreatedAt).Select(a => new { a.Id, Passage = new MarkedPassage(a.EssayId, a.Anchor.Revision, a.Anchor.Start!.Value, a.Anchor.End!.Value) }) // neither is null
            .ToListAsync(cancellation)).ConvertAll(row => (row.Id, row.Passage));

    /// <summary>Makes two of each that became one. What was changed or deleted after the join stays as it is.</summary>
    public static async Task PartAsync(AnnotationsDb db, ReaderJoin join, DateTimeOffset now, CancellationToken cancellation)
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

    private static MarkedPassage PassageOf(Annotation a) => new(a.EssayId, a.Anchor.Revision, a.Anchor.Start ?? 0, a.Anchor.End ?? 0); // no other passage ends at 0, so a detached one equals none that stands in the text

    private sealed record MarkedPassage(string EssayId, string Revision, int Start, int End);
}
