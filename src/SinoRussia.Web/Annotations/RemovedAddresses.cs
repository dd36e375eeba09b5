using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Where addresses lead that an edit has taken out of the essay.</summary>
internal sealed class RemovedAddresses(IDbContextFactory<AnnotationsDb> databases, CurrentAnchors anchors)
{
    /// <summary>The paragraph that stands today where one of this address last stood; <see langword="null"/> when none ever did.</summary>
    public async Task<Element?> ParagraphAsync(string id, CancellationToken cancellation) =>
        await PlaceAsync(id, cancellation) is { } place ? anchors.NearestTo(place) : null;

    /// <summary>The section that holds today what one of this slug last held; <see langword="null"/> when none ever was.</summary>
    public async Task<Section?> SectionAsync(string slug, CancellationToken cancellation) =>
        await PlaceAsync($"{slug}-h", cancellation) is { } place
            ? anchors.Essay.Sections.LastOrDefault(section => section.Heading.Start <= place) ?? anchors.Essay.Sections[0]
            : null;

    private async Task<int?> PlaceAsync(string id, CancellationToken cancellation)
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
        var entryOf = map.RootElement.EnumerateArray().FirstOrDefault(block => block[0].GetString() == id);
        return entryOf.ValueKind == JsonValueKind.Array
            ? await anchors.SuccessorAsync(last.Id, new Passage(entryOf[1].GetInt32(), entryOf[2].GetInt32()), cancellation)
            : null;
    }
}
