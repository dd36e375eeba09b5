using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>SQLite: the database is a file in the data folder.</summary>
internal sealed class SqliteEngine(DataFolder data, DatabaseFile file) : IDatabaseEngine
{
    public string RowRepair => "Repair the named columns by rowid with sqlite3, or restore a backup.";

    public async Task<StorageProblem?> OpenAsync(bool isReopened, CancellationToken cancellation)
    {
        data.Prepare();
        data.Use();
        if (file.IsLost())
        {
            return SqliteProblems.Missing;
        }

        if (isReopened && !file.Exists())
        {
            return SqliteProblems.Gone;
        }

        file.Create();
        file.Restrict();
        await using var pool = new SqliteConnection(file.ConnectionString);
        SqliteConnection.ClearPool(pool); // it may hold a file that was deleted
        await using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite(file.ConnectionString).Options); // without the interceptor, which refuses until the database is open
        if (await Schema.FindProblemAsync(db, file.HasTraces(), cancellation) is { } problem)
        {
            return problem;
        }

        await MigrateAsync(db, cancellation);
        if (await Schema.MissingAsync(db, cancellation) is { } missing)
        {
            return SqliteProblems.NotOurs(missing);
        }

        await db.Annotations.AnyAsync(cancellation); // a valid header and list of tables do not prove that the data can be read
        file.Hold();
        return null;
    }

    // A deleted file stays open in this process. Anything saved in it would be lost when the process ends.
    public StorageProblem? FindLoss() => !file.Exists() ? SqliteProblems.Missing : file.IsReplaced() ? SqliteProblems.Replaced : null;

    public bool IsShared() => !data.IsServedAlone();

    public StorageProblem Explain(Exception failure) => SqliteProblems.Of(failure);

    // As SQLite does on a full disk.
    public bool HasRolledBack(AnnotationsDb db) => raw.sqlite3_get_autocommit(((SqliteConnection)db.Database.GetDbConnection()).Handle) != 0;

    public async Task<IAsyncDisposable> BeginReadAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellation);
        return transaction;
    }

    // The write-ahead log still holds deleted content until a checkpoint empties it into the database, where that content is overwritten.
    public async Task<bool> TryEraseDeletedAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return (long?)await command.ExecuteScalarAsync(cancellation) == 0; // 1 if a reader or writer blocks it
    }

    public Task<IReadOnlyDictionary<(string Table, long Row), string>> FindUnreadableRowsAsync(AnnotationsDb db, CancellationToken cancellation) =>
        UnreadableRows.FindAsync(db, cancellation);

    // A read-only file needs no migration, and taking the migration lock would write to it.
    private static async Task MigrateAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            // EF's own lock outlives a process that is killed during a migration, and the next process would wait for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await db.Database.MigrateAsync(cancellation);
        }

        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }
}
