using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Where an address leads after an edit has removed it from the essay.</summary>
internal sealed class RemovedAddresses(FormerAddresses former, CurrentAnchors anchors)
{
    /// <summary>The paragraph nearest to where the one with this address last was; <see langword="null"/> if there never was one.</summary>
    public async Task<Element?> ParagraphAsync(string id, CancellationToken cancellation) =>
        await PlaceAsync(id, cancellation) is { } place ? anchors.NearestTo(place) : null;

    /// <summary>The section that now covers the place where the one with this slug last was; <see langword="null"/> if there never was one.</summary>
    public async Task<Section?> SectionAsync(string slug, CancellationToken cancellation) =>
        await PlaceAsync($"{slug}-h", cancellation) is { } place
            ? anchors.Essay.Sections.LastOrDefault(section => section.Heading.Start <= place) ?? anchors.Essay.Sections[0]
            : null;

    private async Task<int?> PlaceAsync(string id, CancellationToken cancellation) =>
        await former.FindAsync(anchors.Essay.Id, id, cancellation) is { } last ? await anchors.SuccessorAsync(last.Revision, last.Passage, cancellation) : null;
}

/// <summary>All addresses that any revision of the essay had, and where each last was. Each stored revision is read only once, so that
/// requests for made-up addresses do not search all of them.</summary>
internal sealed class FormerAddresses(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage)
{
    private volatile Known known = new("", [], ImmutableDictionary<string, FormerAddress>.Empty);

    public async Task<FormerAddress?> FindAsync(string essayId, string id, CancellationToken cancellation)
    {
        try
        {
            return (await RefreshedAsync(essayId, cancellation)).Addresses.GetValueOrDefault(id);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            return null; // the page for an unknown address works without the database
        }
    }

    // The ids come from an index. A revision is only read if its id is new.
    private async Task<Known> RefreshedAsync(string essayId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var last = known.EssayId == essayId ? known : new(essayId, [], ImmutableDictionary<string, FormerAddress>.Empty);
        var stored = (await db.Revisions.Where(r => r.EssayId == essayId).Select(r => r.Id).ToListAsync(cancellation)).ToImmutableHashSet(StringComparer.Ordinal);
        if (stored.SetEquals(last.Revisions))
        {
            return last;
        }

        var isSmaller = !last.Revisions.IsSubsetOf(stored);
        var addresses = (isSmaller ? ImmutableDictionary<string, FormerAddress>.Empty : last.Addresses).ToBuilder();
        var unread = isSmaller ? stored : stored.Except(last.Revisions);
        foreach (var ids in unread.Chunk(100))
        {
            foreach (var revision in await db.Revisions.Where(r => r.EssayId == essayId && ids.Contains(r.Id)).Select(r => new { r.Id, r.BlockMap, r.FirstServedAt }).ToListAsync(cancellation))
            {
                Add(addresses, revision.Id, revision.BlockMap, revision.FirstServedAt);
            }
        }

        return known = new Known(essayId, stored, addresses.ToImmutable());
    }

    private static void Add(ImmutableDictionary<string, FormerAddress>.Builder addresses, string revision, string blockMap, DateTimeOffset servedAt)
    {
        foreach (var (id, passage) in Entries(blockMap))
        {
            if (!addresses.TryGetValue(id, out var other) || other.ServedAt < servedAt)
            {
                addresses[id] = new FormerAddress(revision, passage, servedAt);
            }
        }
    }

    // Of a damaged block map, the part before the damage is used. Most of its addresses are also in other revisions.
    private static List<(string Id, Passage Passage)> Entries(string blockMap)
    {
        var entries = new List<(string, Passage)>();
        try
        {
            using var map = JsonDocument.Parse(blockMap);
            foreach (var block in map.RootElement.EnumerateArray())
            {
                if (block[0].GetString() is { } id && block[1].GetInt32() is var start && block[2].GetInt32() is var end && start >= 0 && start < end)
                {
                    entries.Add((id, new Passage(start, end)));
                }
            }
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // The entries before the damage are good.
        }

        return entries;
    }

    private sealed record Known(string EssayId, ImmutableHashSet<string> Revisions, ImmutableDictionary<string, FormerAddress> Addresses);
}

/// <param name="Revision">The last revision with this address.</param>
/// <param name="Passage">Where it was in that revision.</param>
/// <param name="ServedAt">When that revision was first served.</param>
internal sealed record FormerAddress(string Revision, Passage Passage, DateTimeOffset ServedAt);
