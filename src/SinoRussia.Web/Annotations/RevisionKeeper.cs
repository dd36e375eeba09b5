using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Stores each distinct text when it is first served, so before anybody can mark it.</summary>
internal sealed class RevisionKeeper(AnnotationsWriter writer, TimeProvider clock)
{
    // Asked on every page; the database is asked once per revision.
    private readonly ConcurrentDictionary<string, bool> kept = new(StringComparer.Ordinal);

    /// <summary>Sees to it without making anybody wait who only reads. A mark on this text waits for it, see <see cref="KeepAsync"/>.</summary>
    public void Keep(Essay essay)
    {
        if (!kept.ContainsKey(essay.Revision))
        {
            _ = TryKeepAsync(essay);
        }
    }

    private async Task TryKeepAsync(Essay essay)
    {
        try
        {
            await KeepAsync(essay, CancellationToken.None);
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure) || failure is ChannelClosedException)
        {
            // The writer has said why, or the site is stopping. The next page tries again.
        }
    }

    public async Task KeepAsync(Essay essay, CancellationToken cancellation)
    {
        if (kept.ContainsKey(essay.Revision))
        {
            return;
        }

        var now = clock.GetUtcNow();
        await writer.WriteAsync(async (db, token) =>
        {
            if (!await db.Revisions.AnyAsync(revision => revision.Id == essay.Revision, token))
            {
                db.Add(Revision.Of(essay, now));
            }

            return true;
        }, cancellation);
        kept.TryAdd(essay.Revision, true);
    }
}
