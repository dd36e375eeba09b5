using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Annotations;

/// <summary>The texts that were served, by their revision. They never change and are small, so each is fetched once.</summary>
internal sealed class RevisionTexts(IDbContextFactory<AnnotationsDb> databases)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <returns><see langword="null"/> when no such text was ever served, or it is no longer what it was.</returns>
    public async Task<string?> FindAsync(string revision, CancellationToken cancellation)
    {
        if (known.TryGetValue(revision, out var text))
        {
            return text;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        text = await db.Revisions.Where(r => r.Id == revision).Select(r => r.Text).SingleOrDefaultAsync(cancellation);
        return text is null || Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != revision
            ? null // damaged: what is aligned with it would stand on wrong words, and marks made on it are found by their quotations
            : known.GetOrAdd(revision, text);
    }
}
