using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Decides which stored revisions are no longer needed. An editor who saves often makes many on which nobody marks anything.</summary>
internal static class RevisionPruning
{
    /// <summary>How long a revision is kept after a newer one has replaced it. Pages that are still open, and marks that wait for a connection, refer to it.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>The revisions that were replaced longer ago than that, that no mark was made on or is anchored in, and that are not the last
    /// to have some address, because <see cref="RemovedAddresses"/> needs those.</summary>
    public static async Task<IReadOnlyList<string>> UnneededAsync(AnnotationsDb db, Essay essay, DateTimeOffset now, CancellationToken cancellation)
    {
        var (essayId, replacedAt) = (essay.Id, now);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var old = new List<string>();
        await foreach (var text in db.Revisions.Where(r => r.EssayId == essayId).OrderByDescending(r => r.FirstServedAt).Select(r => new { r.Id, r.FirstServedAt, r.BlockMap }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var isLastOfSome = AddressesIn(text.BlockMap).FindAll(addresses.Add).Count > 0;
            if (text.Id != essay.Revision && !isLastOfSome && now - replacedAt > KeptFor)
            {
                old.Add(text.Id);
            }

            replacedAt = text.FirstServedAt;
        }

        return old.Count == 0 ? old : [.. old.Except(await MarkedAsync(db, essayId, cancellation), StringComparer.Ordinal)];
    }

    private static async Task<IEnumerable<string>> MarkedAsync(AnnotationsDb db, string essayId, CancellationToken cancellation) =>
        [
            .. (await db.Annotations.Where(a => a.EssayId == essayId).Select(a => a.Target.Revision).Distinct().ToListAsync(cancellation)).OfType<string>(),
            .. await db.Annotations.Where(a => a.EssayId == essayId).Select(a => a.Anchor.Revision).Distinct().ToListAsync(cancellation),
        ];

    // A block map that cannot be read is of no use.
    private static List<string> AddressesIn(string blockMap)
    {
        try
        {
            using var map = JsonDocument.Parse(blockMap);
            return [.. map.RootElement.EnumerateArray().Select(block => block[0].GetString()).OfType<string>()];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return [];
        }
    }
}
