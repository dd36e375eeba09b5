namespace SinoRussia.Web.Content;

/// <summary>Has <see cref="LiveEssay"/> look for an edit when no request comes, so that marks have followed their words before their readers return.</summary>
internal sealed class EditionWatch(LiveEssay live, TimeProvider clock) : BackgroundService
{
    // A look asks the file system for the dates of a few files.
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
            // The site stops.
        }
    }
}
