using System.Net;
using System.Threading.RateLimiting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Shown;

/// <summary>Counts the addresses of links that somebody tries and that show nothing. Nobody can guess 128 bits, but nobody should make the site try.</summary>
internal sealed class ShownMisses : IDisposable
{
    // A whole seminar behind one address may come with links that were ended.
    private const int Burst = 1000;
    private const int PerSecond = 2;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(network => RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    }));

    public void Count(IPAddress? address) => limiter.AttemptAcquire(RateLimits.NetworkOf(address)).Dispose();

    /// <summary>Whether so many were tried from this network that no more are looked up for now.</summary>
    public bool AreTooMany(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(RateLimits.NetworkOf(address), permitCount: 0);
        return !lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
