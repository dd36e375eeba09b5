using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Detects notes whose readers can no longer be identified, because the keys of their cookies are gone.</summary>
internal sealed class LostReaders(IDbContextFactory<AnnotationsDb> databases, ReaderKeys keys)
{
    private const string Missing =
        $"The keys of the readers' cookies are missing from the folder keys, so readers cannot be identified. {KeyFiles.PutBack}";

    private const string Newer =
        $"Some notes are older than the keys of the readers' cookies: earlier keys are missing, and the readers of these notes cannot be identified. {KeyFiles.PutBack}";

    // A key is created moments before the first save.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private volatile Found? found;

    /// <summary>What is wrong and what to do about it, or <see langword="null"/>.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        var since = keys.Since;
        if (since is null || found is not { AreOlder: false } known || known.Since != since)
        {
            var before = since - Slack;
            await using var db = await databases.CreateDbContextAsync(cancellation);
            found = known = new Found(since, await db.Annotations.AnyAsync(a => before == null || a.CreatedAt < before, cancellation));
        }

        return !known.AreOlder ? null : since is null ? Missing : Newer;
    }

    /// <param name="Since">When the oldest key was activated.</param>
    /// <param name="AreOlder">Whether there are notes older than that.</param>
    private sealed record Found(DateTimeOffset? Since, bool AreOlder);
}
