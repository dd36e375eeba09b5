using SinoRussia.Essays;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Saves a change of one annotation of the reader: checks its version and the quota, and limits its earlier versions.</summary>
internal sealed class AnnotationChanges(WriteQueue writer, CurrentReader reader, CurrentAnchors anchors, RevisionStore revisions, ReaderQuota quota, TimeProvider clock)
{
    private Essay Essay => anchors.Essay;

    /// <param name="version">The version that the reader saw.</param>
    /// <param name="isDone">Whether the annotation is already as requested. Then nothing is overwritten, whatever version the sender saw,
    /// and a change whose answer was lost can be sent again without a conflict.</param>
    /// <param name="growth">How many characters longer the annotation gets. A reader whose quota is full may only shorten.</param>
    /// <param name="becomes">The content that it gets; <see langword="null"/> if that stays.</param>
    /// <param name="comesTo">Where the change places it in the text, if that is another place or if it is in the bin; otherwise <see langword="null"/>.
    /// If another annotation is on exactly this passage, the two become one.</param>
    /// <param name="parts">What became one earlier and becomes two again, with the change.</param>
    public async Task<Outcome> UpdateAsync(
        Guid id, int version, Func<Annotation, bool> isDone, Action<Annotation, DateTimeOffset> change, CancellationToken cancellation,
        Func<Annotation, int>? growth = null, Func<Annotation, StoredAnchor?>? comesTo = null, Func<Annotation, AnnotationContent>? becomes = null,
        Joining? parts = null)
    {
        if (reader.Id is not { } readerId)
        {
            return new Outcome.Missing();
        }

        var now = clock.GetUtcNow();
        var outcome = await SaveAsync(async (db, token) =>
        {
            await revisions.EnsureStoredAsync(db, Essay, token); // the annotation may move to other words
            if (await db.AnnotationsOf(readerId, Essay).Where(a => a.Id == id).FindReadableAsync(token) is not { } annotation)
            {
                return new Outcome.Missing();
            }

            if (isDone(annotation))
            {
                return new Outcome.Saved(annotation);
            }

            if (annotation.Version != version)
            {
                return new Outcome.Stale(annotation);
            }

            var parting = parts is null ? null : await SamePassage.PartingAsync(db, annotation, parts, token);
            if (parts is not null && parting is null)
            {
                return new Outcome.Missing();
            }

            var own = parting?.Own?.Content ?? becomes?.Invoke(annotation) ?? annotation.Content;
            var done = comesTo?.Invoke(annotation) is { } place && await SamePassage.FindAsync(db, readerId, Essay, place, token, annotation.Id) is { } other
                ? await JoinAsync(db, annotation, other, own, Change, now, token)
                : await ApplyAsync(db, annotation, Change, growth?.Invoke(annotation), token);
            return done is Outcome.Saved both ? both with { Parted = parting?.Other } : done;

            void Change()
            {
                parting?.Part(db, annotation, now);
                change(annotation, now);
            }
        }, cancellation);

        if (outcome is Outcome.Saved { Annotation: var saved, Parted: var parted })
        {
            await anchors.RefreshAsync(parted is null ? [saved] : [saved, parted], cancellation);
        }

        return outcome;
    }

    /// <param name="growth">How many characters longer the annotation gets, or <see langword="null"/> if the quota does not count this change.</param>
    public async Task<Outcome> ApplyAsync(AnnotationsDb db, Annotation annotation, Action change, int? growth, CancellationToken cancellation)
    {
        var full = growth is null ? null : await quota.CheckAsync(db, cancellation);
        if (full is not null && growth > 0)
        {
            return new Outcome.Refused(full);
        }

        var wasShown = annotation.Visibility != Visibility.Private;
        change();
        await RevisionStore.CheckRevisionAsync(db, annotation, Essay, cancellation);
        if (annotation.Earlier.Count > 0) // only a version added just now: stored ones were not loaded
        {
            await VersionHistory.TrimAsync(db, annotation.Id, annotation.Version, cancellation, full is null ? Limits.EarlierVersions : 1);
        }

        return new Outcome.Saved(annotation) { IsHeldBack = wasShown && annotation.Visibility == Visibility.Private };
    }

    public async Task<Outcome> SaveAsync(Func<AnnotationsDb, CancellationToken, Task<Outcome>> change, CancellationToken cancellation)
    {
        var saving = async (AnnotationsDb db, CancellationToken token) =>
        {
            var outcome = await change(db, token);
            if (outcome is Outcome.Saved)
            {
                reader.Store(db);
            }

            return outcome;
        };
        var outcome = (await writer.SaveAsync(reader, saving, cancellation)).Or(refusal => new Outcome.Refused(refusal));
        if (outcome is Outcome.Saved)
        {
            reader.Remember();
        }

        return outcome;
    }

    // The annotation that the reader moves or restores takes in what the other one has. The other goes to the bin as it is.
    private async Task<Outcome> JoinAsync(
        AnnotationsDb db, Annotation annotation, Annotation other, AnnotationContent own, Action come, DateTimeOffset now, CancellationToken cancellation)
    {
        var content = SamePassage.Together(other.Content, own);
        if (AnnotationInput.Check(content) is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }

        var outcome = await ApplyAsync(db, annotation, () => SamePassage.Join(annotation, other, own, content, come, now), content.Length - annotation.Content.Length, cancellation);
        return outcome is Outcome.Saved saved ? saved with { Joined = other } : outcome;
    }
}
