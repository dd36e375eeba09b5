using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>SQLite's write-ahead log, which holds what was deleted until it is emptied into the database, where deleted means overwritten.</summary>
internal sealed class WriteAheadLog(IDbContextFactory<AnnotationsDb> databases) : IDisposable
{
    // It cannot be emptied while somebody reads from it: moments, as a rule.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim one = new(1);
    private volatile bool isDue;

    /// <summary>Something was deleted for good: takes it out of the log, too. Where that cannot be done just now, it is done later.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        isDue = true;
        for (var attempt = 0; !await EmptyIfDueAsync(cancellation) && attempt < Attempts; attempt++)
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>Whether there is nothing in it any more that was deleted.</returns>
    public async Task<bool> EmptyIfDueAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation); // somebody else's emptying may be that of what was deleted here
        try
        {
            if (isDue)
            {
                isDue = false; // first: what is deleted from here on may come too late for this emptying
                await TryEmptyAsync(cancellation);
            }

            return !isDue;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task TryEmptyAsync(CancellationToken cancellation)
    {
        var isEmptied = false;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Database.OpenConnectionAsync(cancellation);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            isEmptied = (long?)await command.ExecuteScalarAsync(cancellation) == 0; // 1 while somebody is in the way
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            // It stays due.
        }
        finally
        {
            if (!isEmptied)
            {
                isDue = true;
            }
        }
    }
}
