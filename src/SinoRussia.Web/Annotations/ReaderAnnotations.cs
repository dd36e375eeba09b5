using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader can do with their own annotations. Pages and the annotation container use the same operations.</summary>
internal sealed class ReaderAnnotations(
    IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, CurrentAnchors anchors, TargetResolver targets, AnnotationHistory history, RevisionStore revisions, ReaderQuota quota, AnnotationChanges changes, TimeProvider clock)
{
    /// <summary>Whether an id is taken. Compiled, because every save asks.</summary>
    internal static readonly Func<AnnotationsDb, Guid, CancellationToken, Task<bool>> ExistsAsync =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid id, CancellationToken _) => db.Annotations.Any(a => a.Id == id));

    /// <summary>One of the reader's annotations, in the bin or not, or <see langword="null"/>.</summary>
    public async Task<Annotation?> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.AnnotationsOf(readerId, anchors.Essay).AsNoTracking().Where(a => a.Id == id).FindReadableAsync(cancellation);
        if (found is not null)
        {
            await anchors.RefreshAsync([found], cancellation);
        }

        return found;
    }

    public async Task<Outcome> CreateAsync(NewAnnotation requested, CancellationToken cancellation)
    {
        var content = AnnotationInput.Content(requested.Colour, requested.Note, requested.Tags ?? []);
        if (AnnotationInput.Check(content) is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }

        var (place, refused) = await targets.ResolveAsync(requested.Target, cancellation);
        if (place is not var (target, stored))
        {
            return new Outcome.Refused(refused!); // one of the two is always set
        }

        var now = clock.GetUtcNow();
        var readerId = reader.IdToSave();
        var id = AnnotationInput.Id(requested.Id) ?? Guid.CreateVersion7(now);

        return await changes.SaveAsync(async (db, token) =>
        {
            await revisions.EnsureStoredAsync(db, anchors.Essay, token);
            if (await ExistsAsync(db, id, token))
            {
                var existing = await db.Annotations.SingleOrDefaultAsync(a => a.Id == id, token); // null if the row cannot be read
                return existing?.ReaderId != readerId || existing.EssayId != anchors.Essay.Id ? new Outcome.Refused(Refusal.IdForeign)
                    : RepeatedCreation.Of(existing, target, content, now);
            }

            if (requested.ChangesSamePassage && await SamePassage.FindAsync(db, readerId, anchors.Essay, stored, token) is { } same)
            {
                return await ChangeSameAsync(db, same, content, requested.IsShown, now, token);
            }

            var (full, notice) = await quota.CheckNewAsync(db, token);
            if (full is not null)
            {
                return new Outcome.Refused(full);
            }

            var annotation = Annotation.Create(id, readerId, anchors.Essay.Id, target, stored, content, now);
            annotation.OtherMembers = requested.OtherMembers;
            await RevisionStore.CheckRevisionAsync(db, annotation, anchors.Essay, token);
            db.Add(annotation);
            return new Outcome.Saved(annotation, IsNew: true, notice);
        }, cancellation);
    }

    /// <summary>Moves an annotation to other words. Its colour, note and tags stay.</summary>
    /// <param name="version">The version that the reader saw.</param>
    public async Task<Outcome> RetargetAsync(Guid id, int version, Target requested, CancellationToken cancellation)
    {
        var (place, refused) = await targets.ResolveAsync(requested, cancellation);
        return place is not var (target, stored) ? new Outcome.Refused(refused!) // one of the two is always set
            : stored.Passage is null ? new Outcome.Refused(Refusal.PassageNotFound)
            : await changes.UpdateAsync(
                id, version, annotation => annotation.Target == target, (annotation, now) => annotation.Retarget(target, stored, now), cancellation,
                annotation => target.Quote.Exact.Length - annotation.Target.Quote.Exact.Length, comesTo: _ => stored);
    }

    /// <summary>Hides the notice in the text that the words are gone. The annotation stays in the list.</summary>
    public async Task<Outcome> DismissDetachmentAsync(Guid id, int version, CancellationToken cancellation)
    {
        // The current anchor is stored too. Otherwise nobody could notice later that the words are back.
        var current = (await FindAsync(id, cancellation))?.Anchor;
        return await changes.UpdateAsync(id, version, annotation => annotation.IsDetachmentDismissed, (annotation, now) =>
        {
            annotation.SetAnchor(current ?? annotation.Anchor);
            annotation.DismissDetachment(now);
        }, cancellation);
    }

    /// <summary>For each detached annotation, the element nearest to where its words were.</summary>
    public Task<IReadOnlyDictionary<Guid, Element>> NearestElementsAsync(IEnumerable<Annotation> mine, CancellationToken cancellation) =>
        anchors.NearestElementsAsync(mine.Where(a => a.Anchor.State == AnchorState.Detached), cancellation);

    /// <param name="version">The version that the reader saw.</param>
    /// <param name="tags"><see langword="null"/> leaves them unchanged.</param>
    /// <param name="isKept">Whether the content before becomes an earlier version however recent it is, so that the change can be undone.</param>
    /// <param name="isPrivate">Whether the reader wrote the note for themselves. The version does not tell: a change that waited for another one is sent with the
    /// version that the other one made, and that may have shown the note.</param>
    public Task<Outcome> ChangeAsync(
        Guid id, int version, HighlightColour colour, string? note, IReadOnlyList<string>? tags, CancellationToken cancellation, bool isKept = false, bool isPrivate = false)
    {
        var requested = AnnotationInput.Content(colour, note, tags ?? []);
        return AnnotationInput.Check(requested) is { } refusal
            ? Task.FromResult<Outcome>(new Outcome.Refused(refusal))
            : UpdateAsync(id, version, annotation => requested with { Tags = tags is null ? annotation.Tags : requested.Tags }, cancellation, isKept, isPrivate);
    }

    /// <summary>Replaces everything that can be changed, including the members that another program added.</summary>
    /// <param name="version">The version that the program read.</param>
    public Task<Outcome> ReplaceAsync(Guid id, int version, NewAnnotation requested, CancellationToken cancellation)
    {
        var content = AnnotationInput.Content(requested.Colour, requested.Note, requested.Tags ?? []);
        return AnnotationInput.Check(content) is { } refusal
            ? Task.FromResult<Outcome>(new Outcome.Refused(refusal))
            : changes.UpdateAsync(
                id,
                version,
                annotation => annotation.DeletedAt is null && annotation.HasContent(content) && annotation.OtherMembers == requested.OtherMembers,
                (annotation, now) =>
                {
                    annotation.Change(content, now, VersionHistory.Keeps(annotation, content, now));
                    annotation.OtherMembers = requested.OtherMembers;
                },
                cancellation,
                annotation => content.Length + (requested.OtherMembers?.Length ?? 0) - annotation.Content.Length - (annotation.OtherMembers?.Length ?? 0));
    }

    /// <summary>Restores the content of an earlier version. The current content becomes an earlier version.</summary>
    /// <param name="earlier">The version to restore.</param>
    public async Task<Outcome> RestoreVersionAsync(Guid id, int version, int earlier, CancellationToken cancellation) =>
        await history.FindAsync(id, earlier, cancellation) is { } found
            ? await UpdateAsync(id, version, _ => found.Content, cancellation, isKept: true)
            : new Outcome.Missing();

    public Task<Outcome> DeleteAsync(Guid id, int version, CancellationToken cancellation) =>
        changes.UpdateAsync(id, version, annotation => annotation.DeletedAt is not null, (annotation, now) => annotation.Delete(now), cancellation);

    public Task<Outcome> RestoreAsync(Guid id, int version, CancellationToken cancellation) =>
        changes.UpdateAsync(
            id, version, annotation => annotation.DeletedAt is null, (annotation, now) => annotation.Restore(now), cancellation, comesTo: annotation => annotation.Anchor);

    /// <summary>Undoes a move or a restoration that made one of two annotations. Both are as before.</summary>
    /// <param name="version">The version that the reader saw.</param>
    /// <param name="back">Where the annotation was; <see langword="null"/> if it was in the bin.</param>
    public async Task<Outcome> PartAsync(Guid id, int version, Joining joined, Target? back, CancellationToken cancellation)
    {
        if (back is null)
        {
            return await changes.UpdateAsync(id, version, annotation => annotation.DeletedAt is not null, (annotation, now) => annotation.Delete(now), cancellation, parts: joined);
        }

        var (place, refused) = await targets.ResolveAsync(back, cancellation);
        return place is not var (target, stored) ? new Outcome.Refused(refused!) // one of the two is always set
            : stored.Passage is null ? new Outcome.Refused(Refusal.PassageNotFound)
            : await changes.UpdateAsync(
                id, version, annotation => annotation.Target == target, (annotation, now) => annotation.Retarget(target, stored, now), cancellation, comesTo: _ => stored, parts: joined);
    }

    /// <param name="isKept">Whether the content before is stored as a version however recent it is.</param>
    /// <param name="isPrivate">Whether the note was written for its reader alone.</param>
    private Task<Outcome> UpdateAsync(
        Guid id, int version, Func<Annotation, AnnotationContent> requested, CancellationToken cancellation, bool isKept = false, bool isPrivate = false) =>
        changes.UpdateAsync(
            id,
            version,
            annotation => annotation.DeletedAt is null && annotation.HasContent(requested(annotation)),
            (annotation, now) =>
            {
                if (isPrivate)
                {
                    SamePassage.HoldBack(annotation, annotation.Content, requested(annotation));
                }

                annotation.Change(requested(annotation), now, isKept || VersionHistory.Keeps(annotation, requested(annotation), now));
            },
            cancellation,
            annotation => requested(annotation).Length - annotation.Content.Length,
            annotation => annotation.DeletedAt is null ? null : annotation.Anchor,
            requested);

    // The mark that is already on these words takes the colour, and keeps its note and tags beside the new ones.
    private async Task<Outcome> ChangeSameAsync(AnnotationsDb db, Annotation same, AnnotationContent added, bool isShown, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = same.Content;
        var content = SamePassage.Together(before, added);
        if (AnnotationInput.Check(content) is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }

        var outcome = same.HasContent(content)
            ? new Outcome.Saved(same)
            : await changes.ApplyAsync(db, same, Change, content.Length - before.Length, cancellation);
        return outcome is Outcome.Saved saved ? saved with { Before = before } : outcome;

        void Change()
        {
            same.Change(content, now, VersionHistory.Keeps(same, content, now));
            if (!isShown)
            {
                SamePassage.HoldBack(same, before, content);
            }
        }
    }
}
