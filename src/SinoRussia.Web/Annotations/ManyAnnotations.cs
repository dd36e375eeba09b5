using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader can do with many of their annotations at once.</summary>
internal sealed class ManyAnnotations(
    WriteQueue writer, DeletedContent deletedContent, CurrentReader reader, ReaderAnnotations annotations, Essay essay, ReaderQuota quota, TimeProvider clock)
{
    // Longer batches would make other readers wait for their saves.
    private const int Batch = 500;

    /// <summary>Makes the same change to each annotation, whatever its version, because a colour or a tag overwrites no text; all with the time
    /// <paramref name="at"/>, so that it can be undone together.</summary>
    /// <returns>How many were changed and how many were left unchanged because they would have too many tags, or why nothing was saved.</returns>
    public Task<ManyOutcome> ChangeAsync(IReadOnlyCollection<Guid> ids, BulkChange change, DateTimeOffset at, CancellationToken cancellation) =>
        InBatchesAsync(ids, async (db, mine, token) => await quota.CheckAsync(db, token) is { } full
            ? new ManyOutcome(0, 0, full)
            : await BulkRows.ChangeAsync(db, mine.Where(a => a.DeletedAt == null), change, at, token), cancellation);

    /// <summary>Undoes a change of many at this time. What was changed again since stays as it is.</summary>
    public Task<ManyOutcome> UndoChangeAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset at, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return InBatchesAsync(ids, async (db, mine, token) => Done(await BulkRows.UndoAsync(db, mine, at, now, token)), cancellation);
    }

    /// <summary>Moves these to the bin, all with the time <paramref name="at"/>, so that they can be restored together.</summary>
    public Task<ManyOutcome> DeleteAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset at, CancellationToken cancellation) =>
        InBatchesAsync(ids, async (_, mine, token) => Done(await mine.Where(a => a.DeletedAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(a => a.DeletedAt, at).SetProperty(a => a.ModifiedAt, at).SetProperty(a => a.Version, a => a.Version + 1), token)), cancellation);

    /// <summary>Restores these from the bin. One whose words the reader has marked again becomes one with that mark.</summary>
    /// <returns>How many were restored, and how many were left because their note does not fit behind the one that is there.</returns>
    public async Task<ManyOutcome> RestoreAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var stacked = new List<(Guid Id, int Version)>();
        var outcome = await InBatchesAsync(ids, async (db, mine, token) =>
        {
            var found = await SamePassage.StackedAsync(db, reader.Id!.Value, essay, mine, token); // there is a reader, because the rows are theirs
            var apart = found.Select(one => one.Id).ToList();
            stacked.AddRange(found);
            return Done(await mine.Where(a => a.DeletedAt != null && !apart.Contains(a.Id)).ExecuteUpdateAsync(
                row => row.SetProperty(a => a.DeletedAt, (DateTimeOffset?)null).SetProperty(a => a.ModifiedAt, now).SetProperty(a => a.Version, a => a.Version + 1), token));
        }, cancellation);
        if (outcome.Refusal is not null)
        {
            return outcome;
        }

        foreach (var (id, version) in stacked.Distinct()) // the change may have run twice
        {
            outcome = await annotations.RestoreAsync(id, version, cancellation) switch
            {
                Outcome.Saved saved => outcome with { Done = outcome.Done + 1, Joined = outcome.Joined + (saved.Joined is null ? 0 : 1) },
                _ => outcome with { Left = outcome.Left + 1 },
            };
        }

        return outcome;
    }

    /// <summary>Deletes these for good. Only annotations in the bin can be purged.</summary>
    public async Task<ManyOutcome> PurgeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var purged = await InBatchesAsync(ids, async (_, mine, token) => Done(await mine.Where(a => a.DeletedAt != null).ExecuteDeleteAsync(token)), cancellation);
        if (purged.Done > 0)
        {
            await deletedContent.EraseAsync(cancellation);
        }

        return purged;
    }

    private static ManyOutcome Done(int count) => new(count, 0, null);

    private async Task<ManyOutcome> InBatchesAsync(
        IReadOnlyCollection<Guid> ids, Func<AnnotationsDb, IQueryable<Annotation>, CancellationToken, Task<ManyOutcome>> change, CancellationToken cancellation)
    {
        var all = new ManyOutcome(0, 0, null);
        if (reader.Id is not { } readerId)
        {
            return all;
        }

        foreach (var batch in ids.Distinct().Order().Chunk(Batch)) // in the order of the rows in the file, so that each page is read once
        {
            var done = (await writer.SaveAsync(
                reader,
                async (db, token) =>
                {
                    // By id only. With the reader in the query, SQLite would read all of their rows for each batch.
                    var found = await db.Annotations.Where(a => batch.Contains(a.Id)).Select(a => new { a.Id, a.ReaderId, a.EssayId }).ToListAsync(token);
                    var own = found.FindAll(a => a.ReaderId == readerId && a.EssayId == essay.Id).ConvertAll(a => a.Id);
                    return await change(db, db.Annotations.Where(a => own.Contains(a.Id)), token);
                },
                cancellation,
                areRows: true)).Or(refusal => new ManyOutcome(0, 0, refusal));
            all = new ManyOutcome(all.Done + done.Done, all.Left + done.Left, done.Refusal);
            if (all.Refusal is not null)
            {
                return all;
            }
        }

        return all;
    }
}

/// <summary>The result of changing many annotations.</summary>
/// <param name="Done">How many were changed.</param>
/// <param name="Left">How many were not, because they would have too many tags or too long a note.</param>
/// <param name="Refusal">Why some or all of it could not be saved, or <see langword="null"/>.</param>
/// <param name="Joined">How many of those changed became one with another mark on the same words.</param>
internal sealed record ManyOutcome(int Done, int Left, Refusal? Refusal, int Joined = 0);

/// <summary>A change to many annotations. Notes can only be changed one by one.</summary>
internal sealed record BulkChange
{
    /// <summary>The new colour, or <see langword="null"/> to leave it.</summary>
    public HighlightColour? Colour { get; init; }

    public IReadOnlyList<string> TagsAdded { get; init; } = [];

    public IReadOnlyList<string> TagsTakenOff { get; init; } = [];

    /// <summary>The tags that an annotation has after this change.</summary>
    public IReadOnlyList<string> TagsOf(IReadOnlyList<string> tags) =>
        TagsAdded.Count == 0 && TagsTakenOff.Count == 0 ? tags : TagList.Of([.. tags.Except(TagsTakenOff, TagList.Comparer), .. TagsAdded]);
}
