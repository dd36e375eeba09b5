using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Stores each distinct text when it is first served, so before anybody can mark it.</summary>
internal sealed class RevisionStore(WriteQueue writer, StorageStatus storage, TimeProvider clock)
{
    // Asked on every page; the database is asked once per revision, and again when it was opened anew: it may be another.
    private readonly ConcurrentDictionary<(string Revision, int Opening), bool> stored = new();

    /// <summary>Sees to it without making anybody wait who only reads. A mark on this text waits for it, see <see cref="EnsureStoredAsync"/>.</summary>
    public void EnsureStored(Essay essay)
    {
        if (!stored.ContainsKey((essay.Revision, storage.Openings)))
        {
            _ = TryEnsureStoredAsync(essay);
        }
    }

    /// <summary>Lets go of texts that nobody needs, see <see cref="RevisionPruning"/>. One of them may be served again one day, and is then stored anew.</summary>
    public async Task PruneAsync(Essay essay, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var unneeded = await writer.WriteAsync(async (db, token) =>
        {
            var found = await RevisionPruning.UnneededAsync(db, essay.Revision, now, token);
            await db.Revisions.Where(r => found.Contains(r.Id)).ExecuteDeleteAsync(token);
            return found;
        }, cancellation, areRows: true);
        if (unneeded.Count > 0)
        {
            stored.Clear(); // asked anew, which is cheap
        }
    }

    private async Task TryEnsureStoredAsync(Essay essay)
    {
        try
        {
            await EnsureStoredAsync(essay, CancellationToken.None);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure) || failure is ChannelClosedException)
        {
            // The writer has said why, or the site is stopping. The next page tries again.
        }
    }

    public async Task EnsureStoredAsync(Essay essay, CancellationToken cancellation)
    {
        if (stored.ContainsKey((essay.Revision, storage.Openings)))
        {
            return;
        }

        var (now, opening) = (clock.GetUtcNow(), storage.Openings);
        await writer.WriteAsync(async (db, token) =>
        {
            if (!await db.Revisions.AnyAsync(revision => revision.Id == essay.Revision, token))
            {
                db.Add(Revision.Of(essay, now));
            }

            return true;
        }, cancellation);
        stored.TryAdd((essay.Revision, opening), true);
    }
}
