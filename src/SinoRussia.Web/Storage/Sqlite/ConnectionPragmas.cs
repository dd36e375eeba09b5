using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>Sets the pragmas that durability needs on each connection.</summary>
internal sealed class ConnectionPragmas : DbConnectionInterceptor
{
    // FULL: when a save is answered, the data is on disk. Secure delete: purged content is overwritten.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

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
}
