using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Files;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Storage.Sqlite;

/// <inheritdoc/>
/// <remarks>
/// A backup is one SQLite file: the database as it was at one moment, together with the keys of the readers' cookies. Without the keys,
/// no reader could be identified.
/// </remarks>
internal sealed class SqliteBackup(DataFolder data) : IDatabaseBackup
{
    private readonly string database = DatabaseFile.PathIn(data);

    public bool IsDatabase(string path) => Target(path) == Target(database);

    public async Task MakeAsync(string file, CancellationToken cancellation)
    {
        if (!File.Exists(database))
        {
            throw new BackupException($"There is no database at '{database}'.");
        }

        var partial = $"{file}.partial";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(file))!); // not null for a file
            await PrivateFiles.Create(partial).DisposeAsync();
            await CopyAsync(database, partial, cancellation);
            await AddKeysAsync(partial, data.Keys, cancellation);
            await CheckAsync(partial, cancellation);
            Flush(partial);
            File.Move(partial, file, overwrite: true);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"No copy was made at '{file}': {failure.Message}", failure);
        }
        finally
        {
            Discard(partial); // only exists if the copy failed
        }
    }

    public async Task<string?> RestoreAsync(string file, bool overwrite, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"There is no file '{file}'.");
        }

        data.Prepare();
        using var alone = data.TryLock() ?? throw new BackupException("The site is running over this data folder. Stop it first.");
        if (File.Exists(database) && !overwrite)
        {
            throw new BackupException($"There is already a database at '{database}'. Use --overwrite to replace it with the copy; the current one is kept beside it.");
        }

        var incoming = $"{database}.incoming";
        try
        {
            await CopyFileAsync(file, incoming, cancellation);
            await CheckAsync(incoming, cancellation);
            await CheckVersionAsync(incoming, cancellation);
            await TakeKeysAsync(incoming, data.Keys, cancellation);
            Flush(incoming);
            var former = MoveAside(database, now);
            File.Move(incoming, database);
            return former;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"'{file}' was not restored: {failure.Message}", failure);
        }
        finally
        {
            Discard(incoming); // only exists if it was not restored
        }
    }

    // SQLite's online backup: in WAL mode it reads a snapshot of the database and does not block writers.
    private static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = await OpenAsync(from, SqliteOpenMode.ReadWrite, cancellation);
        await using var copy = await OpenAsync(to, SqliteOpenMode.ReadWriteCreate, cancellation);
        source.BackupDatabase(copy);
        await ExecuteAsync(copy, "PRAGMA journal_mode = DELETE", cancellation); // so that the copy is a single complete file
    }

    private static async Task AddKeysAsync(string file, DirectoryInfo keys, CancellationToken cancellation)
    {
        await using var copy = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellation);
        await ExecuteAsync(copy, "DROP TABLE IF EXISTS BackupKeys; CREATE TABLE BackupKeys (Name TEXT PRIMARY KEY, Xml TEXT NOT NULL)", cancellation);
        foreach (var key in keys.Exists ? keys.EnumerateFiles("*.xml") : [])
        {
            await ExecuteAsync(
                copy, "INSERT INTO BackupKeys VALUES ($name, $xml)", cancellation, ("$name", key.Name), ("$xml", await File.ReadAllTextAsync(key.FullName, cancellation)));
        }
    }

    private static async Task TakeKeysAsync(string file, DirectoryInfo keys, CancellationToken cancellation)
    {
        await using var copy = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellation);
        await using (var read = copy.CreateCommand())
        {
            read.CommandText = "SELECT Name, Xml FROM BackupKeys";
            await using var rows = await read.ExecuteReaderAsync(cancellation);
            PrivateFiles.CreateFolder(keys.FullName);
            while (await rows.ReadAsync(cancellation))
            {
                var target = new FileInfo(Path.Combine(keys.FullName, Path.GetFileName(rows.GetString(0))));
                if (!KeyFiles.HoldsKey(target)) // a truncated or empty key file is replaced
                {
                    await using var key = PrivateFiles.Create(target.FullName);
                    await key.WriteAsync(Encoding.UTF8.GetBytes(rows.GetString(1)), cancellation);
                    key.Flush(flushToDisk: true);
                }
            }
        }

        await ExecuteAsync(copy, "DROP TABLE BackupKeys", cancellation);
    }

    private static async Task CheckAsync(string file, CancellationToken cancellation)
    {
        await using var copy = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellation);
        await using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA integrity_check(1)";
        if ((string?)await check.ExecuteScalarAsync(cancellation) is not "ok" and var fault)
        {
            throw new BackupException($"The file is damaged: {fault}");
        }

        check.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name IN ('Annotations', 'BackupKeys')";
        if ((long?)await check.ExecuteScalarAsync(cancellation) != 2)
        {
            throw new BackupException("The file is not a backup made by this program.");
        }
    }

    private static async Task CheckVersionAsync(string file, CancellationToken cancellation)
    {
        await using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite(ConnectionTo(file, SqliteOpenMode.ReadWrite)).Options);
        if (await Schema.UnknownAsync(db, cancellation) is { } unknown)
        {
            throw new BackupException($"The copy was made by a newer version of this program (it has {unknown}). Restore it with that version.");
        }
    }

    // Recent changes may be only in the write-ahead log beside the main file, so all three files are moved.
    private static string? MoveAside(string database, DateTimeOffset now)
    {
        if (!File.Exists(database))
        {
            return null;
        }

        var former = $"{database}.before-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        foreach (var part in new[] { "-wal", "-shm", "" })
        {
            if (File.Exists(database + part))
            {
                File.Move(database + part, former + part);
            }
        }

        return former;
    }

    private static string Target(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(ConnectionTo(file, mode));
        await connection.OpenAsync(cancellation);
        return connection;
    }

    // Not pooled, because a pooled connection would keep the file open.
    private static string ConnectionTo(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant at every caller
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static async Task CopyFileAsync(string from, string to, CancellationToken cancellation)
    {
        await using var source = File.OpenRead(from);
        await using var copy = PrivateFiles.Create(to);
        await source.CopyToAsync(copy, cancellation);
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // A folder that is not writable may not allow deletion either. The failure has already been reported.
        }
    }
}
