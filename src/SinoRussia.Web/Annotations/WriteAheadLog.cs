using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Annotations;

/// <summary>SQLite's write-ahead log, which holds what was deleted until it is emptied into the database, where deleted means overwritten.</summary>
internal sealed class WriteAheadLog(IDbContextFactory<AnnotationsDb> databases)
{
    // It cannot be emptied while somebody reads from it: moments, as a rule.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private volatile bool isDue;

    /// <summary>Something was deleted for good: takes it out of the log, too. Where that cannot be done just now, it is done later.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        isDue = true;
        for (var attempt = 0; isDue && attempt < Attempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(Pause, cancellation);
            }

            await EmptyIfDueAsync(cancellation);
        }
    }

    public async Task EmptyIfDueAsync(CancellationToken cancellation)
    {
        if (!isDue)
        {
            return;
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Database.OpenConnectionAsync(cancellation);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            isDue = (long?)await command.ExecuteScalarAsync(cancellation) != 0; // 1 while somebody is in the way
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure))
        {
            // It stays due.
        }
    }
}
