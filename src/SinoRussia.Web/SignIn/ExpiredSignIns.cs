using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Deletes what is no longer valid: links to other devices, challenges, and joins that cannot be undone any more.</summary>
internal sealed partial class ExpiredSignIns(WriteQueue writer, TimeProvider clock, ILogger<ExpiredSignIns> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public Task DeleteAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var since = now - SignIns.UndoneWithin;
        return writer.WriteAsync(
            async (db, token) =>
            {
                await db.DeviceLinks.Where(link => link.ExpiresAt < since).ExecuteDeleteAsync(token); // for a day, the page can say that it has expired
                await db.UsedChallenges.Where(challenge => challenge.ExpiresAt < now).ExecuteDeleteAsync(token);
                foreach (var join in await db.Joins.AsNoTracking().Where(join => join.JoinedAt < since).ToListAsync(token))
                {
                    await db.Joins.Where(one => one.Id == join.Id).ExecuteDeleteAsync(token);
                    await ReaderRows.DeleteAsync(db, join.FormerId, token);
                }

                return true;
            },
            cancellation,
            areRows: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // do not delay the start of the site
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TryDeleteAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private async Task TryDeleteAsync(CancellationToken cancellation)
    {
        try
        {
            await DeleteAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // The write queue has already logged a storage failure. Whatever it was, it is tried again in an hour.
            if (!WriteQueue.IsStorage(failure))
            {
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired sign-ins could not be deleted; trying again in an hour")]
    private partial void LogFailed(Exception failure);
}
