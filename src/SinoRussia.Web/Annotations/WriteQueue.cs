using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>The one way to save: gathers what waits into one transaction, and answers each after it is on disk.</summary>
/// <remarks>
/// Group commit: one sync of the disk serves everybody who waited. Ungated writers would wait for each other in steps
/// of 150 ms inside the driver. Where a batch cannot be saved as one, each piece of work is saved under a savepoint of its
/// own, so that one that fails takes no neighbour with it.
/// </remarks>
internal sealed partial class WriteQueue(IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, ILogger<WriteQueue> logger)
    : BackgroundService
{
    // A longer batch would make its first member wait for no further gain.
    private const int LongestBatch = 256;

    private const string Savepoint = "work";

    // Back-pressure: beyond this, callers wait for room.
    private readonly Channel<Work> waiting = Channel.CreateBounded<Work>(4096);

    /// <summary>Runs <paramref name="change"/> in the order of arrival and completes when what it changed is on disk.</summary>
    /// <param name="change">Reads and changes the database it is handed, and nothing else: it may be run a second time, after what the first
    /// run did was undone. It must not save: that is done for it.</param>
    public async Task<T> WriteAsync<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation)
    {
        var work = new Work<T>(change);
        await waiting.Writer.WriteAsync(work, cancellation);
        return await work.Answer;
    }

    /// <summary>The same for changes that go past the change tracker: deletions and updates of many rows, SQL. What came before in the same
    /// batch is written first, and what comes after reads anew.</summary>
    public async Task<T> WriteRowsAsync<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation)
    {
        var work = new Work<T>(change) { IsOfRows = true };
        await waiting.Writer.WriteAsync(work, cancellation);
        return await work.Answer;
    }

    /// <summary>The same for changes that a reader wished. A disk that is full or a file that is locked is nobody's bug: they are
    /// told, keep their words and can try again.</summary>
    /// <returns>Why it is not saved, or <see langword="null"/> when it is on disk.</returns>
    /// <param name="areRows">Whether the change goes past the change tracker, see <see cref="WriteRowsAsync"/>.</param>
    public async Task<Refusal?> TryAsync(Func<AnnotationsDb, CancellationToken, Task> change, CancellationToken cancellation, bool areRows = false)
    {
        try
        {
            return await (areRows ? WriteRowsAsync(NoRefusal, cancellation) : WriteAsync(NoRefusal, cancellation));
        }
        catch (Exception failure) when (IsStorage(failure))
        {
            return Refusal.NotSaved; // it is logged already
        }

        async Task<Refusal?> NoRefusal(AnnotationsDb db, CancellationToken token)
        {
            await change(db, token);
            return null;
        }
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
        var batch = new List<Work>();
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < LongestBatch && waiting.Reader.TryRead(out var work))
            {
                batch.Add(work);
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
                // Whatever it was (disk full, file gone), nobody in this batch is told that their words are saved; the next batch tries anew.
                Tell(failure);
                batch.ForEach(work => work.Fail(failure));
                if (!hasBegun)
                {
                    FailWaiting(failure);
                }
            }
        }
    }

    // The common case: all that wait are written by one save. Nobody knows of an answer before the commit, so nothing that was
    // sent after one can be among them.
    private static async Task<bool> SaveTogetherAsync(AnnotationsDb db, IDbContextTransaction begun, List<Work> batch)
    {
        await using var transaction = begun; // given up at the end where it was not committed
        try
        {
            foreach (var work in batch)
            {
                if (work.IsOfRows)
                {
                    await db.SaveChangesAsync(CancellationToken.None);
                }

                await work.PrepareAsync(db);
                if (work.IsOfRows)
                {
                    db.ChangeTracker.Clear();
                }
            }

            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // Whose fault it is shows when each is saved by itself.
            db.ChangeTracker.Clear();
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task SaveEachAsync(AnnotationsDb db, List<Work> batch)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var work in batch)
        {
            // SaveChanges has a savepoint of its own, but not for what was written past the change tracker before it.
            await transaction.CreateSavepointAsync(Savepoint);
            await work.SaveAsync(db);
            ThrowIfRolledBack(db, work);
            if (work.Failure is not null)
            {
                await transaction.RollbackToSavepointAsync(Savepoint);
            }

            await transaction.ReleaseSavepointAsync(Savepoint);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private void Answer(List<Work> batch)
    {
        foreach (var work in batch)
        {
            if (work.Failure is { } failure)
            {
                Tell(failure);
            }

            work.Acknowledge();
        }

        if (batch.Exists(work => work.Failure is null))
        {
            storage.Saved();
        }
    }

    // When not even the transaction could begin, those in the queue are answered: one after the other they would wait for minutes.
    private void FailWaiting(Exception failure)
    {
        while (waiting.Reader.TryRead(out var work))
        {
            work.Fail(failure);
        }
    }

    // On a full disk SQLite gives up the whole transaction. What came after would be saved one by one, and then denied.
    private static void ThrowIfRolledBack(AnnotationsDb db, Work work)
    {
        if (work.Failure is { } failure && SQLitePCL.raw.sqlite3_get_autocommit(((SqliteConnection)db.Database.GetDbConnection()).Handle) != 0)
        {
            throw new DbUpdateException("The database gave up the transaction.", failure);
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

    private abstract class Work
    {
        /// <summary>Whether it goes past the change tracker.</summary>
        public bool IsOfRows { get; init; }

        /// <summary>What went wrong with this piece of work alone, or <see langword="null"/>.</summary>
        public Exception? Failure { get; protected set; }

        /// <summary>Reads and changes, and saves nothing.</summary>
        public abstract Task PrepareAsync(AnnotationsDb db);

        /// <summary>The same, and saves it under a savepoint of its own.</summary>
        public abstract Task SaveAsync(AnnotationsDb db);

        public abstract void Acknowledge();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change) : Work
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Answer => answer.Task;

        public override async Task PrepareAsync(AnnotationsDb db) => result = await change(db, CancellationToken.None);

        public override async Task SaveAsync(AnnotationsDb db)
        {
            try
            {
                await PrepareAsync(db);
                await db.SaveChangesAsync(CancellationToken.None); // makes a savepoint, and goes back to it when it fails
            }
            catch (Exception own)
            {
                Failure = own; // this piece of work's own affair: its neighbours go on
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }

        public override void Acknowledge()
        {
            if (Failure is null)
            {
                answer.TrySetResult(result!); // set by PrepareAsync, which did not fail
            }
            else
            {
                answer.TrySetException(Failure);
            }
        }

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
