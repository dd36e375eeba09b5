namespace SinoRussia.Web.Storage;

/// <summary>Background work that writes: from the start of the site on, and again after each interval. Whatever fails is tried again after the next one.</summary>
/// <param name="interval">The time between two starts of the work.</param>
internal abstract partial class RepeatedWork(TimeSpan interval, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock => clock;

    /// <summary>What is logged if it fails. A failure of the storage is logged by the write queue.</summary>
    protected abstract string FailureMessage { get; }

    protected abstract Task WorkAsync(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // do not delay the start of the site
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await WorkAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            if (!WriteQueue.IsStorage(failure))
            {
                LogFailed(failure, FailureMessage);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Failure}")]
    private partial void LogFailed(Exception exception, string failure);
}
