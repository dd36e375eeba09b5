namespace SinoRussia.Web.Content;

/// <summary>Makes <see cref="LiveEssay"/> check for edits while no requests come, so that marks are re-anchored before their readers return.</summary>
internal sealed class EditionWatch(LiveEssay live, TimeProvider clock) : BackgroundService
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
                _ = live.Current;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }
}
