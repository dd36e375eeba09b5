namespace SinoRussia.Web.Storage;

/// <summary>Opens the database: checks that this program can read it, and migrates it to the current version.</summary>
internal sealed partial class DatabaseInitializer(IDatabaseEngine engine, StorageStatus storage, DeletedContent deleted, TimeProvider clock, ILogger<DatabaseInitializer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task TryOpenAsync(CancellationToken cancellation)
    {
        try
        {
            if (await engine.OpenAsync(isReopened: storage.Openings > 0, cancellation) is { } problem)
            {
                storage.Close(problem);
            }
            else
            {
                storage.Open();
            }
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Close(engine.Explain(failure));
        }
        catch (Exception failure) when (failure is DataFolderException or IOException or UnauthorizedAccessException)
        {
            if (storage.Problem != StorageProblem.Unwritable)
            {
                LogUnwritable(failure.Message);
            }

            storage.Close(StorageProblem.Unwritable);
        }
    }

    /// <summary>Opens a database that has been repaired, and closes one that is gone.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        storage.CloseIfLost();
        if (!storage.IsOpen)
        {
            await TryOpenAsync(cancellation);
        }

        storage.IsShared = engine.IsShared();
        await deleted.EraseIfDueAsync(cancellation);
    }

    // Checks again and again: a database that was locked, full, missing or too new may be repaired, and an open one may disappear.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // do not delay the start of the site
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure); // whatever it was, the loop tries again
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private partial void LogUnwritable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be checked; trying again")]
    private partial void LogFailed(Exception failure);
}
