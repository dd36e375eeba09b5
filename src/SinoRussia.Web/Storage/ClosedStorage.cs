using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SinoRussia.Web.Storage;

/// <summary>Refuses connections while the database is not open.</summary>
internal sealed class ClosedStorage(StorageStatus storage) : DbConnectionInterceptor
{
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

    private void ThrowIfClosed()
    {
        storage.CloseIfLost();
        if (!storage.IsOpen)
        {
            throw new StorageClosedException(storage.Problem?.Message ?? "The database is not open yet.");
        }
    }
}
