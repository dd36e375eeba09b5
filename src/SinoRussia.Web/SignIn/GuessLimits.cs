using System.Net;
using System.Threading.RateLimiting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

/// <summary>How many recovery codes one network, and all of them together, may try in an hour.</summary>
internal sealed class GuessLimits : IDisposable
{
    public const int OfOneNetwork = 10;

    public const int OfAll = 500;

    private readonly PartitionedRateLimiter<IPAddress?>[] limits =
    [
        PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address => RateLimitPartition.GetSlidingWindowLimiter(RateLimits.NetworkOf(address), _ => InAnHour(OfOneNetwork))),
        PartitionedRateLimiter.Create<IPAddress?, bool>(_ => RateLimitPartition.GetSlidingWindowLimiter(true, _ => InAnHour(OfAll))),
    ];

    private readonly PartitionedRateLimiter<IPAddress?> both;

    public GuessLimits() => both = PartitionedRateLimiter.CreateChained(limits);

    /// <summary>Counts a guess, unless there were too many.</summary>
    public bool Allow(IPAddress? address)
    {
        using var lease = both.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        both.Dispose();
        foreach (var limit in limits)
        {
            limit.Dispose(); // the chain does not
        }
    }

    private static SlidingWindowRateLimiterOptions InAnHour(int guesses) =>
        new() { PermitLimit = guesses, Window = TimeSpan.FromHours(1), SegmentsPerWindow = 12, QueueLimit = 0 };
}
