using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Annotations;

/// <summary>The texts that were served, by their revision. They never change and are small, so each is fetched once.</summary>
internal sealed class RevisionTexts(IDbContextFactory<AnnotationsDb> databases)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <returns><see langword="null"/> when no such text was ever served.</returns>
    public async Task<string?> FindAsync(string revision, CancellationToken cancellation)
    {
        if (known.TryGetValue(revision, out var text))
        {
            return text;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        text = await db.Revisions.Where(r => r.Id == revision).Select(r => r.Text).SingleOrDefaultAsync(cancellation);
        return text is null ? null : known.GetOrAdd(revision, text);
    }
}
