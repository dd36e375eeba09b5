using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Whether there are readers who cannot be told any more, because the keys of their cookies are gone.</summary>
internal sealed class LostReaders(IDbContextFactory<AnnotationsDb> databases, ReaderKeys keys)
{
    private const string Missing =
        $"The keys of the readers' cookies are missing from the folder keys, so nobody can be told to be the reader they were. {KeyFiles.PutBack}";

    private const string Newer =
        $"There are notes that are older than the keys of the readers' cookies: earlier keys have been lost, and those readers cannot be told. {KeyFiles.PutBack}";

    // A key is made for the first save, so a moment before it.
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

    /// <param name="Since">Since when there have been keys.</param>
    /// <param name="AreOlder">Whether there are notes that are older.</param>
    private sealed record Found(DateTimeOffset? Since, bool AreOlder);
}
