using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>What a reader deleted and can still restore.</summary>
internal sealed class Bin(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, Essay essay, TimeProvider clock)
{
    /// <summary>How long a deleted annotation is kept before it is purged.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>How many annotations are in the bin.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.AnnotationsOf(readerId, essay).CountAsync(a => a.DeletedAt != null, cancellation);
    }

    /// <summary>One page of the bin, most recently deleted first.</summary>
    public async Task<IReadOnlyList<Annotation>> PageAsync(int skipped, int most, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        // Ids first: to sort whole rows, SQLite would copy all of them.
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ids = await db.AnnotationsOf(readerId, essay).Where(a => a.DeletedAt != null)
            .OrderByDescending(a => a.DeletedAt).ThenBy(a => a.CreatedAt).ThenBy(a => a.Id)
            .Select(a => a.Id).Skip(skipped).Take(most).ToListAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
        return [.. ids.Select(found.GetValueOrDefault).OfType<Annotation>()]; // one may have been purged since
    }

    /// <summary>The ids of what was deleted at this moment, or of everything in the bin.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(DateTimeOffset? at, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.AnnotationsOf(readerId, essay).Where(a => a.DeletedAt != null && (at == null || a.DeletedAt == at))
            .Select(a => a.Id).ToListAsync(cancellation);
    }

    /// <summary>Days until it is purged, rounded up.</summary>
    public int DaysLeft(Annotation deleted) =>
        Math.Max(0, (int)Math.Ceiling(((deleted.DeletedAt ?? clock.GetUtcNow()) + KeptFor - clock.GetUtcNow()).TotalDays));
}

/// <summary>Deletes for good what has been in a bin, of whichever essay, for longer than <see cref="Bin.KeptFor"/>.</summary>
internal sealed partial class BinPurge(WriteQueue writer, DeletedContent deletedContent, TimeProvider clock, ILogger<BinPurge> logger)
    : RepeatedWork(TimeSpan.FromHours(1), clock, logger)
{
    // Small batches, so that readers' saves can run in between.
    private const int Batch = 200;

    protected override string FailureMessage => "The bin could not be purged; trying again in an hour";

    /// <returns>How many were purged.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellation)
    {
        var oldest = Clock.GetUtcNow() - Bin.KeptFor;
        var (all, purged) = (0, 0);
        do
        {
            purged = await writer.WriteAsync(
                (db, token) => db.Annotations.Where(a => a.DeletedAt > DateTimeOffset.UnixEpoch && a.DeletedAt < oldest).OrderBy(a => a.DeletedAt).Take(Batch).ExecuteDeleteAsync(token),
                cancellation,
                areRows: true);
            all += purged;
        }
        while (purged == Batch);

        if (all > 0)
        {
            await deletedContent.EraseAsync(cancellation);
        }

        return all;
    }

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        if (await PurgeAsync(cancellation) is > 0 and var purged)
        {
            LogPurged(purged);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} annotations that had been in a bin for 30 days")]
    private partial void LogPurged(int count);
}
