using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>A mark that was last looked for in another text.</summary>
/// <param name="Seen">The revision that it was last looked for in.</param>
internal sealed record StaleMark(Guid Id, Target Target, string Seen);

/// <summary>Reads and writes where marks stand, and nothing else of them: what a reader wrote is not touched, nor even read.</summary>
internal static class AnchorRows
{
    /// <summary>How many are read, looked for and written at a time: some milliseconds of the writer's.</summary>
    public const int Batch = 500;

    // That a reader dismissed the loss is forgotten when the words return. What somebody stored meanwhile is newer than this, and stays.
    private const string Sql =
        """
        UPDATE "Annotations" SET "Anchor_Revision" = @revision, "Anchor_State" = @state, "Anchor_Start" = @start, "Anchor_End" = @end,
          "Anchor_Method" = @method, "Anchor_Score" = @score, "IsDetachmentDismissed" = CASE WHEN @state = 'Detached' THEN "IsDetachmentDismissed" ELSE @kept END
        WHERE "Id" = @id AND "Anchor_Revision" = @seen
        """;

    /// <summary>All marks of this essay that were last looked for in another text, those in the bin included: they may be taken back. Those made on one
    /// text follow each other, for they share an alignment.</summary>
    public static async Task<IReadOnlyList<Guid>> StaleAsync(AnnotationsDb db, Essay essay, CancellationToken cancellation) =>
        await Stale(db.Annotations, essay).OrderBy(a => a.Target.Revision).Select(a => a.Id).ToListAsync(cancellation);

    /// <summary>Those of these that are still stale.</summary>
    public static async Task<IReadOnlyList<StaleMark>> ReadAsync(AnnotationsDb db, IReadOnlyCollection<Guid> ids, Essay essay, CancellationToken cancellation) =>
        await Stale(db.Annotations.AsNoTracking(), essay).Where(a => ids.Contains(a.Id))
            .Select(a => new StaleMark(a.Id, a.Target, a.Anchor.Revision)).ToListAsync(cancellation);

    /// <summary>Those that <see cref="StoredAnchor.IsIn"/> denies.</summary>
    private static IQueryable<Annotation> Stale(IQueryable<Annotation> some, Essay essay)
    {
        var (id, revision, length) = (essay.Id, essay.Revision, essay.Text.Length);
        return some.Where(a => a.EssayId == id).Where(a => a.Anchor.Revision != revision || (a.Anchor.State == AnchorState.Detached
            ? a.Anchor.Start != null || a.Anchor.End != null
            : a.Anchor.Start == null || a.Anchor.End == null || a.Anchor.Start < 0 || a.Anchor.End <= a.Anchor.Start || a.Anchor.End > length));
    }

    /// <summary>Stores where these stand. That is no change of their readers', so they get no new version.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> WriteAsync(AnnotationsDb db, IReadOnlyCollection<(StaleMark Mark, StoredAnchor Anchor)> found, CancellationToken cancellation)
    {
        await using var update = new RowStatement(
            db,
            Sql,
            ("@revision", Part(nameof(StoredAnchor.Revision))),
            ("@state", Part(nameof(StoredAnchor.State))),
            ("@start", Part(nameof(StoredAnchor.Start))),
            ("@end", Part(nameof(StoredAnchor.End))),
            ("@method", Part(nameof(StoredAnchor.Method))),
            ("@score", Part(nameof(StoredAnchor.Score))),
            ("@kept", RowStatement.Of(db, nameof(Annotation.IsDetachmentDismissed))),
            ("@id", RowStatement.Of(db, nameof(Annotation.Id))),
            ("@seen", Part(nameof(StoredAnchor.Revision))));
        foreach (var (mark, anchor) in found)
        {
            await update.RunAsync(cancellation, anchor.Revision, anchor.State, anchor.Start, anchor.End, anchor.Method, anchor.Score, false, mark.Id, mark.Seen);
        }

        return found.Count;

        IProperty Part(string name) => RowStatement.Of(db, name, nameof(Annotation.Anchor));
    }
}
