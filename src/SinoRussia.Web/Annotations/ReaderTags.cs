using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>The reader's own tags, suggested while they write.</summary>
internal sealed class ReaderTags(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, Essay essay)
{
    // Suggestions come from this many of the most recently changed annotations.
    private const int RecentNotes = 500;
    private const int MostSuggested = 200;

    /// <summary>In alphabetical order, each spelt as it was last written. Empty if they cannot be read: a form works without suggestions.</summary>
    public async Task<IReadOnlyList<string>> SuggestedAsync(CancellationToken cancellation)
    {
        try
        {
            return await RecentAsync(cancellation);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> RecentAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var lists = await db.AnnotationsOf(readerId, essay).AsNoTracking()
            .Where(a => a.DeletedAt == null)
            .OrderByDescending(a => a.ModifiedAt)
            .Take(RecentNotes)
            .Select(a => a.Tags)
            .ToListAsync(cancellation);
        return [.. lists.SelectMany(tags => tags).Distinct(TagList.Comparer).Take(MostSuggested).Order(TagList.Comparer)];
    }
}
