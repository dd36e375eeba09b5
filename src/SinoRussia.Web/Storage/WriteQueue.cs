using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SinoRussia.Web.Storage;

/// <summary>All saves go through this queue: it gathers waiting changes into one transaction, and answers each after it is on disk.</summary>
/// <remarks>
/// Group commit: one disk sync serves all changes that waited. Several writers would wait for each other inside the driver, in steps of
/// 150 ms. If a batch cannot be saved as one, each change is saved under its own savepoint, so that one failing change does not fail
/// the others.
/// </remarks>
internal sealed partial class WriteQueue(IDbContextFactory<AnnotationsDb> databases, IDatabaseEngine engine, StorageStatus storage, ILogger<WriteQueue> logger)
    : BackgroundService
{
    // A longer batch would make the first change wait longer without any gain.
    private const int LongestBatch = 256;

    private const string Savepoint = "work";

    // Back-pressure: when the queue is full, callers wait for room.
    private readonly Channel<QueuedChange> waiting = Channel.CreateBounded<QueuedChange>(4096);

    /// <summary>Runs <paramref name="change"/> in the order of arrival, and completes when its changes are on disk. For background work.</summary>
    /// <param name="change">Reads and changes only the database that it is given. It may run a second time, after the changes of the first
    /// run were undone; the result is that of the last run. It need not save: the queue does that.</param>
    /// <param name="areRows">Whether it bypasses the change tracker: bulk deletes and updates, or SQL. Earlier changes in the same batch are
    /// written first, and later ones read the database again. What it adds with the change tracker it must save by itself.</param>
    public async Task<T> WriteAsync<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation, bool areRows = false)
    {
        var queued = new QueuedChange<T>(change, areRows);
        await waiting.Writer.WriteAsync(queued, cancellation);
        return await queued.Answer;
    }

    /// <summary>Whether the failure comes from the disk, the files or the keys, and is not a bug.</summary>
    public static bool IsStorage(Exception failure) => failure is DbException or DbUpdateException or UnknownReaderException;

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete(); // changes that already wait are still written
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
                // Whatever it was (disk full, file gone), no change of this batch is reported as saved. The next batch tries again.
                Report(failure);
                batch.ForEach(change => change.Fail(failure));
                if (!hasBegun)
                {
                    FailWaiting(failure);
                }
            }
        }
    }

    // The usual case: one save writes all waiting changes. None is answered before the commit, so no change can depend on the answer to
    // another.
    private static async Task<bool> SaveTogetherAsync(AnnotationsDb db, IDbContextTransaction begun, List<QueuedChange> batch)
    {
        await using var transaction = begun; // rolled back on disposal if it was not committed
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
            // Saving each change separately shows which one failed.
            db.ChangeTracker.Clear();
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private async Task SaveEachAsync(AnnotationsDb db, List<QueuedChange> batch)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var change in batch)
        {
            // SaveChanges has its own savepoint, but it does not cover what was written earlier without the change tracker.
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
                Report(failure);
            }

            change.Acknowledge();
        }

        if (batch.Exists(change => change.Failure is null))
        {
            storage.Saved();
        }
    }

    // If not even the transaction could begin, fail everything in the queue at once. Tried one after another, they would wait for minutes.
    private void FailWaiting(Exception failure)
    {
        while (waiting.Reader.TryRead(out var change))
        {
            change.Fail(failure);
        }
    }

    // An engine may roll back the whole transaction, as SQLite does on a full disk. The changes after it would be saved one by one, but reported as not saved.
    private void ThrowIfRolledBack(AnnotationsDb db, QueuedChange change)
    {
        if (change.Failure is { } failure && engine.HasRolledBack(db))
        {
            throw new DbUpdateException("The database rolled back the transaction.", failure);
        }
    }

    private void Report(Exception failure)
    {
        if (IsStorage(failure))
        {
            storage.Report(failure); // logs it once, not for every save
        }
        else
        {
            LogFailure(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Something could not be saved")]
    private partial void LogFailure(Exception failure);
}
