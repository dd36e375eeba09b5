using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader can do with annotations of his own. Pages and programs call these few operations alike.</summary>
internal sealed class ReaderAnnotations(
    IDbContextFactory<AnnotationsDb> databases, AnnotationsWriter writer, CurrentReader reader, CurrentAnchors anchors, TimeProvider clock)
{
    // An old mark is followed as far as half of its words. Who marks words now has them before him: with a quarter of them
    // elsewhere, they are not this essay's.
    private const double LeastQuoted = 0.75;

    /// <summary>All of the reader's annotations in the order of the text, each anchored in the essay as it reads today;
    /// those whose words are gone stand where they used to.</summary>
    public async Task<IReadOnlyList<Annotation>> ListAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = await db.Annotations.AsNoTracking()
            .Where(a => a.ReaderId == readerId && a.DeletedAt == null)
            .ToListAsync(cancellation);
        await anchors.RefreshAsync(mine, cancellation);
        return [.. mine.OrderBy(a => a.Anchor.Start ?? a.Target.Position.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>One of the reader's annotations, thrown away or not, or <see langword="null"/>.</summary>
    public async Task<Annotation?> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ReaderId == readerId, cancellation);
        if (found is not null)
        {
            await anchors.RefreshAsync([found], cancellation);
        }

        return found;
    }

    public async Task<Outcome> CreateAsync(NewAnnotation wish, CancellationToken cancellation)
    {
        var note = NormalNote(wish.Note);
        if (Check(wish.Colour, note) is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }

        var (place, refused) = await PlaceOfAsync(wish.Target, cancellation);
        if (place is not var (target, stored))
        {
            return new Outcome.Refused(refused!); // one of the two
        }

        var now = clock.GetUtcNow();
        var readerId = reader.EnsureId();
        var id = wish.Id ?? Guid.CreateVersion7(now);

        return await SaveAsync(async (db, token) =>
        {
            if (await db.Annotations.SingleOrDefaultAsync(a => a.Id == id, token) is { } existing)
            {
                return existing.ReaderId != readerId ? new Outcome.Refused(Refusal.IdForeign)
                    : existing.Target.Quote.Exact == target.Quote.Exact ? Again(existing, wish.Colour, note, now)
                    : new Outcome.Refused(Refusal.IdTaken);
            }

            var annotation = Annotation.Create(id, readerId, target, stored, wish.Colour, note, now);
            db.Add(annotation);
            return new Outcome.Saved(annotation, IsNew: true);
        }, cancellation);
    }

    /// <summary>Puts an annotation on other words, with all that was written on it.</summary>
    /// <param name="version">The version that the reader saw.</param>
    public async Task<Outcome> PlaceAsync(Guid id, int version, Target wished, CancellationToken cancellation)
    {
        var (place, refused) = await PlaceOfAsync(wished, cancellation);
        return place is not var (target, stored) ? new Outcome.Refused(refused!) // one of the two
            : stored.Passage is null ? new Outcome.Refused(Refusal.PassageNotFound)
            : await AlterAsync(id, version, annotation => annotation.Target == target, (annotation, now) => annotation.Place(target, stored, now), cancellation);
    }

    /// <summary>No more line in the text about words that are gone; the annotation stays in the list.</summary>
    public Task<Outcome> DismissLossAsync(Guid id, int version, CancellationToken cancellation) =>
        AlterAsync(id, version, annotation => annotation.IsLossDismissed, (annotation, now) => annotation.DismissLoss(now), cancellation);

    /// <summary>For each annotation whose words are gone, the paragraph beside which they used to stand.</summary>
    public async Task<IReadOnlyDictionary<Guid, Element>> NeighboursAsync(IEnumerable<Annotation> mine, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, Element>();
        foreach (var annotation in mine.Where(a => a.Anchor.State == AnchorState.Detached))
        {
            found.Add(annotation.Id, await anchors.NeighbourAsync(annotation.Target, cancellation));
        }

        return found;
    }

    /// <param name="version">The version that the reader saw.</param>
    public Task<Outcome> ChangeAsync(Guid id, int version, HighlightColour colour, string? note, CancellationToken cancellation)
    {
        var normal = NormalNote(note);
        return Check(colour, normal) is { } refusal
            ? Task.FromResult<Outcome>(new Outcome.Refused(refusal))
            : AlterAsync(
                id,
                version,
                annotation => annotation.DeletedAt is null && annotation.Reads(colour, normal),
                (annotation, now) => annotation.Change(colour, normal, now),
                cancellation);
    }

    public Task<Outcome> DeleteAsync(Guid id, int version, CancellationToken cancellation) =>
        AlterAsync(id, version, annotation => annotation.DeletedAt is not null, (annotation, now) => annotation.Delete(now), cancellation);

    public Task<Outcome> RestoreAsync(Guid id, int version, CancellationToken cancellation) =>
        AlterAsync(id, version, annotation => annotation.DeletedAt is null, (annotation, now) => annotation.Restore(now), cancellation);

    /// <param name="isDone">Whether the annotation stands as wished already. Then there is nothing to overwrite, whatever version the
    /// sender saw: so a change whose answer was lost can be sent again, and is no conflict with itself.</param>
    private async Task<Outcome> AlterAsync(
        Guid id, int version, Func<Annotation, bool> isDone, Action<Annotation, DateTimeOffset> change, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new Outcome.Missing();
        }

        var now = clock.GetUtcNow();
        var outcome = await SaveAsync(async (db, token) =>
        {
            if (await db.Annotations.SingleOrDefaultAsync(a => a.Id == id && a.ReaderId == readerId, token) is not { } annotation)
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

            change(annotation, now);
            return new Outcome.Saved(annotation);
        }, cancellation);

        if (outcome is Outcome.Saved { Annotation: var saved })
        {
            await anchors.RefreshAsync([saved], cancellation);
        }

        return outcome;
    }

    private async Task<((Target Target, StoredAnchor Anchor)? Place, Refusal? Refusal)> PlaceOfAsync(Target target, CancellationToken cancellation)
    {
        var wished = target.Trimmed();
        if (string.IsNullOrWhiteSpace(wished.Quote.Exact))
        {
            return (null, Refusal.NothingSelected);
        }

        if (wished.Quote.Exact.Length > Bounds.Quote)
        {
            return (null, Refusal.QuoteTooLong);
        }

        var anchor = await anchors.LocateAsync(wished, cancellation);
        var isHere = anchor.Passage is not null && anchor is not { Method: AnchorMethod.Quotation, Score: < LeastQuoted };
        if (!isHere && !await anchors.OnceReadAsync(wished, cancellation))
        {
            return (null, Refusal.PassageNotFound);
        }

        // A page left open during an edit still lands. Where its words read on unchanged, they are quoted as they stand
        // today; where they were reworded, the mark keeps the words that the reader saw; where they are gone meanwhile (it may
        // have waited for a connection for days), it is kept as detached, provided that they ever stood there.
        return ((anchor is { State: AnchorState.Exact, Passage: { } passage } ? Anchoring.Describe(anchors.Essay.Text, anchors.Essay.Revision, passage) : wished,
            StoredAnchor.Of(anchor, anchors.Essay.Revision)), null);
    }

    // The same creation sent twice makes one. Its answer may have been lost, and the reader have gone on writing.
    private static Outcome Again(Annotation existing, HighlightColour colour, string? note, DateTimeOffset now)
    {
        if (existing.Reads(colour, note))
        {
            return new Outcome.Saved(existing);
        }

        if (existing.Version > 1)
        {
            return new Outcome.Refused(Refusal.IdTaken);
        }

        existing.Change(colour, note, now);
        return new Outcome.Saved(existing);
    }

    // A disk that is full or a file that is locked is nobody's bug: the reader keeps his words and is asked to try again.
    private async Task<Outcome> SaveAsync(Func<AnnotationsDb, CancellationToken, Task<Outcome>> change, CancellationToken cancellation)
    {
        try
        {
            return await writer.WriteAsync(change, cancellation);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException)
        {
            return new Outcome.Refused(Refusal.NotSaved); // the writer has logged it
        }
    }

    private static Refusal? Check(HighlightColour colour, string? note) =>
        !Enum.IsDefined(colour) ? Refusal.UnknownColour
        : note?.Length > Bounds.Note ? Refusal.NoteTooLong(note.Length)
        : note is not null && !NoteMarkdown.CanBeShown(note) ? Refusal.NoteTooDeep
        : null;

    // A form sends CRLF, and a note of white space is none.
    private static string? NormalNote(string? note) =>
        string.IsNullOrWhiteSpace(note) ? null : note.ReplaceLineEndings("\n").Trim();
}

/// <summary>What a reader wishes to keep.</summary>
/// <param name="Id">Chosen by the sender, so that sending twice makes one; or <see langword="null"/>.</param>
internal sealed record NewAnnotation(Guid? Id, Target Target, HighlightColour Colour, string? Note);
