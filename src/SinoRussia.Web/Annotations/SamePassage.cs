using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>A reader has one mark on exactly the same words: marking them again changes it, and does not stack a second one on it. If a mark is moved
/// or restored to the words of another, the two become one.</summary>
internal static class SamePassage
{
    // Compiled, because every save asks. The index on the anchor leads to these rows.
    private static readonly Func<AnnotationsDb, Guid, string, string, int, int, Guid, CancellationToken, Task<Annotation?>> NewestAsync =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid reader, string essay, string revision, int start, int end, Guid itself, CancellationToken _) => db.Annotations
            .Where(a => a.ReaderId == reader && a.EssayId == essay && a.Anchor.Revision == revision && a.Anchor.Start == start && a.Anchor.End == end && a.DeletedAt == null && a.Id != itself)
            .OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id)
            .FirstOrDefault());

    /// <summary>The reader's annotation on exactly this passage. The newest, which is drawn on top, if earlier versions of the site stacked several;
    /// <see langword="null"/> if there is none.</summary>
    /// <param name="itself">An annotation that does not count.</param>
    public static Task<Annotation?> FindAsync(AnnotationsDb db, Guid reader, Essay essay, StoredAnchor anchor, CancellationToken cancellation, Guid itself = default) =>
        anchor.Passage is { } passage && anchor.Revision == essay.Revision
            ? NewestAsync(db, reader, essay.Id, essay.Revision, passage.Start, passage.End, itself, cancellation)
            : Task.FromResult<Annotation?>(null);

    /// <summary>The content of an annotation after the same words were marked again. The colour is the new one. Nothing that the reader wrote is lost:
    /// a new note follows the one that is there, unless it is the same or was added before (a creation whose answer was lost is sent again).</summary>
    public static AnnotationContent Together(AnnotationContent before, AnnotationContent added)
    {
        var isThere = added.Note is null || before.Note == added.Note || before.Note?.EndsWith($"\n\n{added.Note}", StringComparison.Ordinal) == true;
        var note = isThere ? before.Note : before.Note is null ? added.Note : $"{before.Note}\n\n{added.Note}";
        return new AnnotationContent(added.Colour, note, TagList.Of(before.Tags.Concat(added.Tags)));
    }

    /// <summary>Those of the deleted annotations that would be stacked if they were simply restored, oldest deletion first: since then, the reader has
    /// marked their words again.</summary>
    public static async Task<IReadOnlyList<(Guid Id, int Version)>> StackedAsync(
        AnnotationsDb db, Guid reader, Essay essay, IQueryable<Annotation> deleted, CancellationToken cancellation)
    {
        var revision = essay.Revision;
        var rows = await deleted.Where(a => a.DeletedAt != null && a.Anchor.Revision == revision && a.Anchor.Start != null)
            .Select(a => new { a.Id, a.Version, a.DeletedAt, Passage = new { a.Anchor.Start, a.Anchor.End } }).ToListAsync(cancellation);
        var starts = rows.Select(row => row.Passage.Start).Distinct().ToList();
        var marked = (await db.AnnotationsOf(reader, essay)
            .Where(a => a.DeletedAt == null && a.Anchor.Revision == revision && starts.Contains(a.Anchor.Start))
            .Select(a => new { a.Anchor.Start, a.Anchor.End }).ToListAsync(cancellation)).ToHashSet();
        return
        [
            .. rows.GroupBy(row => row.Passage)
                .Where(same => marked.Contains(same.Key) || same.Select(row => row.DeletedAt).Distinct().Skip(1).Any()) // deleted together, they were stacked before
                .SelectMany(same => same).OrderBy(row => row.DeletedAt).Select(row => (row.Id, row.Version)),
        ];
    }

    /// <summary>Makes one of two annotations: the first comes to the passage of the other, and gets the content of both. The other goes to the bin as it is.</summary>
    /// <param name="own">What the first has without the other.</param>
    /// <param name="content">Of both together.</param>
    /// <param name="come">The change that moves or restores the first.</param>
    public static void Join(Annotation annotation, Annotation other, AnnotationContent own, AnnotationContent content, Action come, DateTimeOffset now)
    {
        come();
        if (other.Visibility == Visibility.Private)
        {
            HoldBack(annotation, own, content);
        }

        if (!annotation.HasContent(content))
        {
            annotation.Change(content, now);
        }

        other.Delete(now);
    }

    /// <summary>Makes an annotation private if it gets words that its reader did not write to be shown. Its links stay and show the rest; they show it again when
    /// the reader says so.</summary>
    public static void HoldBack(Annotation annotation, AnnotationContent before, AnnotationContent content)
    {
        if (annotation.Visibility != Visibility.Private && content.Note != before.Note)
        {
            annotation.ShowTo(Visibility.Private);
        }
    }

    /// <summary>What has to be done to make two of them again; <see langword="null"/> if the other one is no longer in the bin, or the content is gone.</summary>
    public static async Task<Parting?> PartingAsync(AnnotationsDb db, Annotation annotation, Joining joined, CancellationToken cancellation)
    {
        var other = await db.Annotations
            .Where(a => a.Id == joined.Other && a.ReaderId == annotation.ReaderId && a.EssayId == annotation.EssayId && a.DeletedAt != null).FindReadableAsync(cancellation);
        var own = joined.Own is null ? null : await db.EarlierVersions.SingleOrDefaultAsync(e => e.AnnotationId == annotation.Id && e.Version == joined.Own, cancellation);
        return other is null || (joined.Own is not null && own is null) ? null : new Parting(other, own);
    }
}

/// <summary>That an annotation became one with another.</summary>
/// <param name="Other">The id of the other, which is in the bin.</param>
/// <param name="Own">The earlier version with the content that the annotation had before; <see langword="null"/> if its content did not change.</param>
internal sealed record Joining(Guid Other, int? Own);

/// <summary>Makes two annotations again of one, so that the content and the history of both are as before.</summary>
internal sealed record Parting(Annotation Other, EarlierVersion? Own)
{
    public void Part(AnnotationsDb db, Annotation annotation, DateTimeOffset now)
    {
        Other.Restore(now);
        if (Own is not null)
        {
            annotation.Change(Own.Content, now, isKept: false);
            db.Remove(Own);
        }
    }
}
