using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>A reader who marks exactly the same words again means the mark that is there: it is changed, and no second one is stacked on it.</summary>
internal static class SamePassage
{
    // Compiled, because every save asks. The index on the anchor leads to these rows.
    private static readonly Func<AnnotationsDb, Guid, string, string, int, int, CancellationToken, Task<Annotation?>> NewestAsync =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid reader, string essay, string revision, int start, int end, CancellationToken _) => db.Annotations
            .Where(a => a.ReaderId == reader && a.EssayId == essay && a.Anchor.Revision == revision && a.Anchor.Start == start && a.Anchor.End == end && a.DeletedAt == null)
            .OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id)
            .FirstOrDefault());

    /// <summary>The reader's annotation on exactly this passage. The newest, which is drawn on top, if earlier versions of the site stacked several;
    /// <see langword="null"/> if there is none.</summary>
    public static Task<Annotation?> FindAsync(AnnotationsDb db, Guid reader, Essay essay, StoredAnchor anchor, CancellationToken cancellation) =>
        anchor.Passage is { } passage && anchor.Revision == essay.Revision
            ? NewestAsync(db, reader, essay.Id, essay.Revision, passage.Start, passage.End, cancellation)
            : Task.FromResult<Annotation?>(null);

    /// <summary>The content of an annotation after the same words were marked again. The colour is the new one. Nothing that the reader wrote is lost:
    /// a new note follows the one that is there, unless it is the same or was added before (a creation whose answer was lost is sent again).</summary>
    public static AnnotationContent Together(AnnotationContent before, AnnotationContent added)
    {
        var isThere = added.Note is null || before.Note == added.Note || before.Note?.EndsWith($"\n\n{added.Note}", StringComparison.Ordinal) == true;
        var note = isThere ? before.Note : before.Note is null ? added.Note : $"{before.Note}\n\n{added.Note}";
        return new AnnotationContent(added.Colour, note, TagList.Of(before.Tags.Concat(added.Tags)));
    }
}
