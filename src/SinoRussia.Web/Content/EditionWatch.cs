namespace SinoRussia.Web.Content;

/// <summary>Makes <see cref="LiveEssay"/> check for edits while no requests come, so that marks are re-anchored before their readers return.</summary>
internal sealed partial class EditionWatch(LiveEssay live, TimeProvider clock, ILogger<EditionWatch> logger) : BackgroundService
{
    // A check reads the dates of a few files.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private void Look()
    {
        try
        {
            _ = live.Current;
        }
        catch (Exception failure)
        {
            LogFailed(failure); // whatever it was, the next check tries again
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's files could not be checked for edits; trying again")]
    private partial void LogFailed(Exception failure);
}
