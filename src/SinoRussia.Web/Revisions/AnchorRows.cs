using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>A mark that was last anchored in another revision.</summary>
/// <param name="Seen">The revision in which it was last anchored.</param>
internal sealed record StaleMark(Guid Id, Target Target, string Seen);

/// <summary>Reads and writes only the anchors of annotations. What the reader wrote is neither read nor changed.</summary>
internal static class AnchorRows
{
    /// <summary>How many are read, anchored and written at a time. Writing them keeps the write queue busy for some milliseconds.</summary>
    public const int Batch = 500;

    // When the words are back, the reader's dismissal of the notice is reset. An anchor that was stored in the meantime is newer and stays.
    private const string Sql =
        """
        UPDATE "Annotations" SET "Anchor_Revision" = @revision, "Anchor_State" = @state, "Anchor_Start" = @start, "Anchor_End" = @end,
          "Anchor_Method" = @method, "Anchor_Score" = @score, "IsDetachmentDismissed" = CASE WHEN @state = 'Detached' THEN "IsDetachmentDismissed" ELSE @kept END
        WHERE "Id" = @id AND "Anchor_Revision" = @seen
        """;

    /// <summary>All marks of this essay that were last anchored in another revision, including the bin, because those may be restored.
    /// Sorted by the revision on which they were made, because those of one revision share an alignment.</summary>
    public static async Task<IReadOnlyList<Guid>> StaleAsync(AnnotationsDb db, Essay essay, CancellationToken cancellation) =>
        await Stale(db.Annotations, essay).OrderBy(a => a.Target.Revision).Select(a => a.Id).ToListAsync(cancellation);

    /// <summary>Those of these marks that are still stale.</summary>
    public static async Task<IReadOnlyList<StaleMark>> ReadAsync(AnnotationsDb db, IReadOnlyCollection<Guid> ids, Essay essay, CancellationToken cancellation) =>
        await Stale(db.Annotations.AsNoTracking(), essay).Where(a => ids.Contains(a.Id))
            .Select(a => new StaleMark(a.Id, a.Target, a.Anchor.Revision)).ToListAsync(cancellation);

    /// <summary>Those for which <see cref="StoredAnchor.IsIn"/> is false.</summary>
    private static IQueryable<Annotation> Stale(IQueryable<Annotation> some, Essay essay)
    {
        var (id, revision, length) = (essay.Id, essay.Revision, essay.Text.Length);
        return some.Where(a => a.EssayId == id).Where(a => a.Anchor.Revision != revision || (a.Anchor.State == AnchorState.Detached
            ? a.Anchor.Start != null || a.Anchor.End != null
            : a.Anchor.Start == null || a.Anchor.End == null || a.Anchor.Start < 0 || a.Anchor.End <= a.Anchor.Start || a.Anchor.End > length));
    }

    /// <summary>Stores these anchors. That is not a change by the reader, so the version stays.</summary>
    /// <returns>The number of anchors passed in.</returns>
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
