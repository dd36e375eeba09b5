using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>What readers deleted for good. An engine may still store it for a while, so it is overwritten.</summary>
internal sealed class DeletedContent(IDbContextFactory<AnnotationsDb> databases, IDatabaseEngine engine) : IDisposable
{
    // A query that runs at the same time may prevent it, usually for moments.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim one = new(1);
    private volatile bool isDue;

    /// <summary>Call after a purge: erases what it deleted. If that fails now, it is done later.</summary>
    public async Task EraseAsync(CancellationToken cancellation)
    {
        isDue = true;
        for (var attempt = 0; !await EraseIfDueAsync(cancellation) && attempt < Attempts; attempt++)
        {
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>Whether nothing that was deleted is left.</returns>
    public async Task<bool> EraseIfDueAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation); // another caller may also erase what was deleted here
        try
        {
            if (isDue)
            {
                isDue = false; // set first: this attempt may miss what is deleted from here on
                await TryEraseAsync(cancellation);
            }

            return !isDue;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task TryEraseAsync(CancellationToken cancellation)
    {
        var isErased = false;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            isErased = await engine.TryEraseDeletedAsync(db, cancellation);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            // It stays due and is tried again.
        }
        finally
        {
            if (!isErased)
            {
                isDue = true;
            }
        }
    }
}
