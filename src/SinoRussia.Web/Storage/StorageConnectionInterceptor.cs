using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SinoRussia.Web.Storage;

/// <summary>Refuses connections while the database is not open, and sets the pragmas that durability needs on each connection.</summary>
internal sealed class StorageConnectionInterceptor(DataFolder data, StorageStatus storage) : DbConnectionInterceptor
{
    // FULL: when a save is answered, the data is on disk. Secure delete: purged content is overwritten.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        ThrowIfClosed();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void ThrowIfClosed()
    {
        DatabaseInitializer.CloseIfGone(data, storage);
        if (!storage.IsOpen)
        {
            throw new StorageClosedException(storage.Problem?.Message ?? "The database is not open yet.");
        }
    }
}
