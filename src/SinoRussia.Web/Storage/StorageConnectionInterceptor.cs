using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SinoRussia.Web.Storage;

/// <summary>Lets nobody at a database that is not open, and sets every connection as durability needs it.</summary>
internal sealed class StorageConnectionInterceptor(DataFolder data, StorageStatus storage) : DbConnectionInterceptor
{
    // FULL: an answer means that the words are on disk. Deleted for good means overwritten, too.
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
