using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader can do with many of his annotations at once.</summary>
internal sealed class ManyAnnotations(ReaderSaves saves, WriteAheadLog log, CurrentReader reader, TimeProvider clock)
{
    // A longer one would make others wait for their saves.
    private const int Batch = 200;

    /// <summary>Writes something else on each of these, whatever its version: a colour or a tag overwrites no words.</summary>
    /// <returns>How many were changed, and how many were left because their tags would not fit; or why nothing was saved.</returns>
    public Task<ManyOutcome> ChangeAsync(IReadOnlyCollection<Guid> ids, Func<Inscription, Inscription> change, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return AlterAsync(ids, annotation =>
        {
            var wish = change(new Inscription(annotation.Colour, annotation.Note, annotation.Tags));
            if (annotation.DeletedAt is not null || annotation.Says(wish))
            {
                return Change.None;
            }

            if (TagList.Check(wish.Tags) is not null)
            {
                return Change.Left;
            }

            annotation.Change(wish, now);
            return Change.Made;
        }, cancellation);
    }

    /// <summary>Puts these in the bin, all at <paramref name="at"/>, by which they can be taken back together.</summary>
    public Task<ManyOutcome> DeleteAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset at, CancellationToken cancellation) => AlterAsync(ids, annotation =>
    {
        if (annotation.DeletedAt is not null)
        {
            return Change.None;
        }

        annotation.Delete(at);
        return Change.Made;
    }, cancellation);

    public Task<ManyOutcome> RestoreAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return AlterAsync(ids, annotation =>
        {
            if (annotation.DeletedAt is null)
            {
                return Change.None;
            }

            annotation.Restore(now);
            return Change.Made;
        }, cancellation);
    }

    /// <summary>Deletes these for good. Only what is in the bin can be.</summary>
    public async Task<ManyOutcome> PurgeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new ManyOutcome(0, 0, null);
        }

        var purged = 0;
        foreach (var batch in ids.Chunk(Batch))
        {
            var gone = 0;
            var refusal = await saves.TryAsync(
                async (db, token) => gone = await db.Annotations
                    .Where(a => a.ReaderId == readerId && a.DeletedAt != null && batch.Contains(a.Id))
                    .ExecuteDeleteAsync(token),
                cancellation);
            if (refusal is not null)
            {
                return new ManyOutcome(purged, 0, refusal);
            }

            purged += gone;
        }

        if (purged > 0)
        {
            await log.EmptyAsync(cancellation);
        }

        return new ManyOutcome(purged, 0, null);
    }

    private async Task<ManyOutcome> AlterAsync(IReadOnlyCollection<Guid> ids, Func<Annotation, Change> change, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new ManyOutcome(0, 0, null);
        }

        var (made, left) = (0, 0);
        foreach (var batch in ids.Chunk(Batch))
        {
            var done = new List<Change>();
            var refusal = await saves.TryAsync(async (db, token) =>
            {
                done.Clear();
                foreach (var annotation in await db.Annotations.Where(a => a.ReaderId == readerId && batch.Contains(a.Id)).ToListAsync(token))
                {
                    done.Add(change(annotation));
                }
            }, cancellation);
            if (refusal is not null)
            {
                return new ManyOutcome(made, left, refusal);
            }

            made += done.Count(one => one == Change.Made);
            left += done.Count(one => one == Change.Left);
        }

        return new ManyOutcome(made, left, null);
    }

    private enum Change
    {
        None,
        Made,
        Left,
    }
}

/// <summary>How a wish about many annotations ended.</summary>
/// <param name="Done">How many were changed.</param>
/// <param name="Left">How many could not be, because they have as many tags as fit.</param>
/// <param name="Refusal">Why it could not be saved, or not all of it; or <see langword="null"/>.</param>
internal sealed record ManyOutcome(int Done, int Left, Refusal? Refusal);
