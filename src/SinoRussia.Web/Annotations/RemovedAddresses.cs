using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Where addresses lead that an edit has taken out of the essay.</summary>
internal sealed class RemovedAddresses(IDbContextFactory<AnnotationsDb> databases, CurrentAnchors anchors)
{
    /// <summary>The paragraph that stands today where the newest text that had this address had it; <see langword="null"/> when none ever did.</summary>
    /// <param name="id">The address of a paragraph, a caption or a heading.</param>
    public async Task<Element?> SuccessorAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var entry = JsonSerializer.Serialize(id);
        var last = await db.Revisions.Where(r => r.BlockMap.Contains(entry)).OrderByDescending(r => r.FirstServedAt)
            .Select(r => new { r.Id, r.BlockMap }).FirstOrDefaultAsync(cancellation);
        if (last is null)
        {
            return null;
        }

        using var map = JsonDocument.Parse(last.BlockMap);
        var place = map.RootElement.EnumerateArray().FirstOrDefault(block => block[0].GetString() == id);
        return place.ValueKind == JsonValueKind.Array
            ? await anchors.SuccessorAsync(last.Id, place[1].GetInt32(), place[2].GetInt32(), cancellation)
            : null;
    }
}
