using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SinoRussia.Web.Storage;

/// <summary>The one way to save: gathers what waits into one transaction, and answers each change after it is on disk.</summary>
/// <remarks>
/// Group commit: one sync of the disk serves everybody who waited. Several writers would wait for each other inside the driver, in steps
/// of 150 ms. Where a batch cannot be saved as one, each change is saved under a savepoint of its own, so that one that fails does not
/// fail the others.
/// </remarks>
internal sealed partial class WriteQueue(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, ILogger<WriteQueue> logger)
    : BackgroundService
{
    // In a longer batch the first change would wait longer, and nothing would be gained.
    private const int LongestBatch = 256;

    private const string Savepoint = "work";

    // Back-pressure: when it is full, callers wait for room.
    private readonly Channel<QueuedChange> waiting = Channel.CreateBounded<QueuedChange>(4096);

    /// <summary>Runs <paramref name="change"/> in the order of arrival, and completes when what it changed is on disk. For work in the background.</summary>
    /// <param name="change">Reads and changes the database it is handed, and nothing else: it may be run a second time, after what the first
    /// run did was undone. Its result is that of the last run. It must not save: that is done for it.</param>
    /// <param name="areRows">Whether it goes past the change tracker: deletions and updates of many rows, SQL. What came before in the same
    /// batch is written first, and what comes after reads anew.</param>
    public async Task<T> WriteAsync<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation, bool areRows = false)
    {
        var queued = new QueuedChange<T>(change, areRows);
        await waiting.Writer.WriteAsync(queued, cancellation);
        return await queued.Answer;
    }

    /// <summary>Whether this failure is that of the disk, the files or the keys, rather than a bug of ours.</summary>
    public static bool IsStorage(Exception failure) => failure is DbException or DbUpdateException or UnknownReaderException;

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete(); // what is already waiting is still written
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<QueuedChange>();
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LongestBatch && waiting.Reader.TryRead(out var change))
            {
                batch.Add(change);
            }

            var hasBegun = false;
            try
            {
                await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
                var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
                hasBegun = true;
                if (!await SaveTogetherAsync(db, transaction, batch))
                {
                    await SaveEachAsync(db, batch);
                }

                Answer(batch);
            }
            catch (Exception failure)
            {
                // Whatever it was (disk full, file gone), nobody in this batch is told that their words are saved. The next batch tries again.
                Tell(failure);
                batch.ForEach(change => change.Fail(failure));
                if (!hasBegun)
                {
                    FailWaiting(failure);
                }
            }
        }
    }

    // The common case: all changes that wait are written by one save. None is answered before the commit, so none of them can depend on
    // the answer to another.
    private static async Task<bool> SaveTogetherAsync(AnnotationsDb db, IDbContextTransaction begun, List<QueuedChange> batch)
    {
        await using var transaction = begun; // rolled back at the end where it was not committed
        try
        {
            foreach (var change in batch)
            {
                if (change.AreRows)
                {
                    await db.SaveChangesAsync(CancellationToken.None);
                }

                await change.RunAsync(db);
                if (change.AreRows)
                {
                    db.ChangeTracker.Clear();
                }
            }

            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // Which change failed shows when each is saved by itself.
            db.ChangeTracker.Clear();
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task SaveEachAsync(AnnotationsDb db, List<QueuedChange> batch)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var change in batch)
        {
            // SaveChanges has a savepoint of its own, but not for what was written past the change tracker before it.
            await transaction.CreateSavepointAsync(Savepoint);
            await change.SaveAsync(db);
            ThrowIfRolledBack(db, change);
            if (change.Failure is not null)
            {
                await transaction.RollbackToSavepointAsync(Savepoint);
            }

            await transaction.ReleaseSavepointAsync(Savepoint);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private void Answer(List<QueuedChange> batch)
    {
        foreach (var change in batch)
        {
            if (change.Failure is { } failure)
            {
                Tell(failure);
            }

            change.Acknowledge();
        }

        if (batch.Exists(change => change.Failure is null))
        {
            storage.Saved();
        }
    }

    // When not even the transaction could begin, all in the queue are answered at once: tried one after the other, they would wait for minutes.
    private void FailWaiting(Exception failure)
    {
        while (waiting.Reader.TryRead(out var change))
        {
            change.Fail(failure);
        }
    }

    // On a full disk the database rolls back the whole transaction. What came after would be saved one by one, and its senders told that it was not.
    private static void ThrowIfRolledBack(AnnotationsDb db, QueuedChange change)
    {
        if (change.Failure is { } failure && SqliteFailures.HasRolledBack(db))
        {
            throw new DbUpdateException("The database rolled back the transaction.", failure);
        }
    }

    private void Tell(Exception failure)
    {
        if (IsStorage(failure))
        {
            storage.Report(failure); // which says it once, not for every save
        }
        else
        {
            LogFailure(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Something could not be saved")]
    private partial void LogFailure(Exception failure);
}
