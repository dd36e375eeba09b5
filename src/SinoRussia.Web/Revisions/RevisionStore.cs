using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Stores each revision of the essay's text, for the marks that are made on it.</summary>
internal sealed class RevisionStore(WriteQueue writer, StorageStatus storage, TimeProvider clock)
{
    // Revisions known to be on disk, so that not every save has to check. The key includes how often the database was opened, because it may be
    // a different one afterwards, and how often revisions were deleted from it.
    private readonly ConcurrentDictionary<StoredRevision, bool> stored = new();
    private volatile int deletions;

    /// <summary>Stores a revision in the background. The write queue logs failures, and the first mark on this revision stores it too.</summary>
    public void EnsureStored(Essay essay) => _ = TryEnsureStoredAsync(essay);

    public async Task EnsureStoredAsync(Essay essay, CancellationToken cancellation)
    {
        if (!stored.ContainsKey(Known(essay)))
        {
            var known = await writer.WriteAsync(async (db, token) =>
            {
                await EnsureStoredAsync(db, essay, token);
                return Known(essay); // as of this change: a later one may delete it before this continues
            }, cancellation);
            stored.TryAdd(known, true);
        }
    }

    /// <summary>Stores a revision in the same transaction as a mark that is made on it, so that every mark has its text.</summary>
    public async Task EnsureStoredAsync(AnnotationsDb db, Essay essay, CancellationToken cancellation)
    {
        if (!stored.ContainsKey(Known(essay)) && !await IsStoredAsync(db, essay.Id, essay.Revision, cancellation))
        {
            db.Add(Revision.Of(essay, clock.GetUtcNow()));
        }
    }

    /// <summary>Takes the position from a mark whose own revision is not stored: it was pruned while a page was open, or could not be stored.
    /// The mark is then found by its quotation.</summary>
    public static async Task CheckRevisionAsync(AnnotationsDb db, Annotation annotation, Essay essay, CancellationToken cancellation)
    {
        if (annotation.Target.Revision is { } revision && revision != essay.Revision
            && !await IsStoredAsync(db, annotation.EssayId, revision, cancellation))
        {
            annotation.Target = annotation.Target with { Position = TextPositionSelector.Unknown, Revision = null };
        }
    }

    /// <summary>Deletes revisions that are no longer needed (see <see cref="RevisionPruning"/>). If one is served again later, it is stored again.</summary>
    public async Task PruneAsync(Essay essay, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await writer.WriteAsync(async (db, token) =>
        {
            var found = await RevisionPruning.UnneededAsync(db, essay, now, token);
            if (found.Count > 0)
            {
                deletions++; // before the next change in the queue, which may be a mark on one of them
                stored.Clear();
            }

            return await db.Revisions.Where(r => r.EssayId == essay.Id && found.Contains(r.Id)).ExecuteDeleteAsync(token);
        }, cancellation, areRows: true);
    }

    // An earlier change in the same batch may have added it. Queries do not find it yet.
    private static async Task<bool> IsStoredAsync(AnnotationsDb db, string essayId, string id, CancellationToken cancellation) =>
        db.Revisions.Local.Any(revision => revision.EssayId == essayId && revision.Id == id)
        || await db.Revisions.AnyAsync(revision => revision.EssayId == essayId && revision.Id == id, cancellation);

    private StoredRevision Known(Essay essay) => new(essay.Id, essay.Revision, storage.Openings, deletions);

    private async Task TryEnsureStoredAsync(Essay essay)
    {
        try
        {
            await EnsureStoredAsync(essay, CancellationToken.None);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure) || failure is ChannelClosedException)
        {
            // The write queue has logged the reason, or the site is stopping. Reanchoring tries again.
        }
    }

    private readonly record struct StoredRevision(string Essay, string Revision, int Opening, int Deletions);
}
