using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Changes the colour and tags of many rows, and stores their earlier versions, without reading the notes.</summary>
internal static class BulkRows
{
    /// <summary>Stores what a row has now as an earlier version.</summary>
    public const string KeepSql =
        """
        INSERT INTO "EarlierVersions" ("AnnotationId", "Version", "Colour", "Note", "Tags", "WrittenAt")
        SELECT "Id", "Version", "Colour", "Note", "Tags", "ModifiedAt" FROM "Annotations" WHERE "Id" = @id
        """;

    private const string ChangeSql =
        """
        UPDATE "Annotations" SET "Colour" = @colour, "Tags" = @tags, "Version" = "Version" + 1, "ModifiedAt" = @now, "EarlierKeptAt" = @now WHERE "Id" = @id
        """;

    /// <returns>How many were changed, and how many were left unchanged because they would have too many tags.</returns>
    public static async Task<ManyOutcome> ChangeAsync(AnnotationsDb db, IQueryable<Annotation> mine, BulkChange change, DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = await mine.AsNoTracking().Select(a => new { a.Id, a.Version, a.Colour, a.Tags }).ToListAsync(cancellation);
        await using var keep = new RowStatement(db, KeepSql, ("@id", RowStatement.Of(db, nameof(Annotation.Id))));
        await using var write = new RowStatement(
            db,
            ChangeSql,
            ("@colour", RowStatement.Of(db, nameof(Annotation.Colour))),
            ("@tags", RowStatement.Of(db, nameof(Annotation.Tags))),
            ("@now", RowStatement.Of(db, nameof(Annotation.ModifiedAt))),
            ("@id", RowStatement.Of(db, nameof(Annotation.Id))));
        var (done, left) = (0, 0);
        foreach (var row in rows)
        {
            var (colour, tags) = (change.Colour ?? row.Colour, change.TagsOf(row.Tags));
            if (colour == row.Colour && tags.SequenceEqual(row.Tags, StringComparer.Ordinal))
            {
                continue;
            }

            if (TagList.Check(tags) is not null)
            {
                left++;
                continue;
            }

            await VersionHistory.TrimAsync(db, row.Id, row.Version, cancellation);
            await keep.RunAsync(cancellation, row.Id); // always, for Undo
            await write.RunAsync(cancellation, colour, tags, now, row.Id);
            done++;
        }

        return new ManyOutcome(done, left, null);
    }

    /// <summary>Brings back the colour and the tags from before <see cref="ChangeAsync"/> where nothing has changed since. The version before this stays, too.</summary>
    /// <param name="at">When they were changed.</param>
    /// <returns>How many were changed.</returns>
    public static Task<int> UndoAsync(AnnotationsDb db, IQueryable<Annotation> mine, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellation) =>
        mine.Where(a => a.DeletedAt == null && a.ModifiedAt == at && a.EarlierKeptAt == at)
            .Join(db.EarlierVersions, a => new { a.Id, Version = a.Version - 1 }, earlier => new { Id = earlier.AnnotationId, earlier.Version }, (a, earlier) => new { Now = a, Before = earlier })
            .ExecuteUpdateAsync(
                row => row.SetProperty(both => both.Now.Colour, both => both.Before.Colour).SetProperty(both => both.Now.Tags, both => both.Before.Tags)
                    .SetProperty(both => both.Now.ModifiedAt, now).SetProperty(both => both.Now.Version, both => both.Now.Version + 1),
                cancellation);
}
