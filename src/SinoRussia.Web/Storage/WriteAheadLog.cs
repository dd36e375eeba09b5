using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>SQLite's write-ahead log. It still holds deleted content until a checkpoint empties it into the database, where that content is overwritten.</summary>
internal sealed class WriteAheadLog(IDbContextFactory<AnnotationsDb> databases) : IDisposable
{
    // A checkpoint cannot empty the log while a reader uses it, which usually takes moments.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim one = new(1);
    private volatile bool isDue;

    /// <summary>Call after a purge: empties the log, so that the deleted content is gone from it. If that fails now, it is done later.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        isDue = true;
        for (var attempt = 0; !await EmptyIfDueAsync(cancellation) && attempt < Attempts; attempt++)
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>Whether the log no longer holds deleted content.</returns>
    public async Task<bool> EmptyIfDueAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation); // another caller's checkpoint may also cover what was deleted here
        try
        {
            if (isDue)
            {
                isDue = false; // set first: this checkpoint may miss what is deleted from here on
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
            isEmptied = (long?)await command.ExecuteScalarAsync(cancellation) == 0; // 1 if a reader or writer blocks it
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            // It stays due and is tried again.
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
