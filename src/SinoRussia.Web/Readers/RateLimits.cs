using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Readers;

/// <summary>How fast one reader, or one network address, may write. Reading is never limited here.</summary>
/// <remarks>Partitions are named by an address or by the id in one of our cookies, never by anything that a stranger can choose. Requests
/// without our cookie have a separate limit for their address, so that they use up nothing of the readers at the same address.</remarks>
internal static class RateLimits
{
    // Marking up a text by hand stays far below this. An outbox that is sent after a flight fits into the burst.
    private static readonly Rate Reader = new(600, 10);

    // A seminar behind one address is many readers, and all of them make their first save in the same few minutes.
    private static readonly Rate Address = new(3000, 50);

    private static readonly Refusal TooFast = new(
        "too-fast", "Too many requests. Nothing is lost: wait half a minute and send it again.", StatusCodes.Status429TooManyRequests);

    public static void AddReaderLimits(this IServiceCollection services)
    {
        services.AddSingleton<Limiters>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<Limiters>((options, limiters) =>
        {
            options.GlobalLimiter = limiters.Both;
            options.OnRejected = async (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "30";
                await FormBodies.TryReadAsync(context.HttpContext); // so that the reader gets their text back
                await context.HttpContext.RefuseAsync(TooFast);
            };
        });
    }

    /// <summary>Identifies one household or office: an IPv4 address, or the first 64 bits of an IPv6 address, because they can choose the rest freely.</summary>
    public static IPAddress NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
        {
            bytes.AsSpan(8).Clear();
        }

        return new IPAddress(bytes);
    }

    private static Guid? ReaderOf(HttpContext context) => context.RequestServices.GetRequiredService<CurrentReader>().KnownId;

    private static RateLimitPartition<Partition> Bucket(Partition partition, Rate rate) =>
        RateLimitPartition.GetTokenBucketLimiter(partition, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });

    // A service, so that the timers of the limiters end with the site.
    private sealed class Limiters : IDisposable
    {
        private readonly PartitionedRateLimiter<HttpContext>[] limits =
        [
            PartitionedRateLimiter.Create<HttpContext, Partition>(context => context.Request.IsRead() || context.IsErrorPage()
                ? RateLimitPartition.GetNoLimiter(default(Partition))
                : Bucket(new Partition(NetworkOf(context.Connection.RemoteIpAddress), null, ReaderOf(context) is not null), Address)),
            PartitionedRateLimiter.Create<HttpContext, Partition>(context => !context.Request.IsRead() && !context.IsErrorPage() && ReaderOf(context) is { } reader
                ? Bucket(new Partition(null, reader, true), Reader)
                : RateLimitPartition.GetNoLimiter(default(Partition))),
        ];

        public Limiters() => Both = PartitionedRateLimiter.CreateChained(limits);

        public PartitionedRateLimiter<HttpContext> Both { get; }

        public void Dispose()
        {
            Both.Dispose();
            foreach (var limit in limits)
            {
                limit.Dispose(); // the chain does not
            }
        }
    }

    private readonly record struct Rate(int Burst, int PerSecond);

    /// <param name="IsKnown">Whether the partition is for requests at this address that have a readable reader cookie.</param>
    private readonly record struct Partition(IPAddress? Network, Guid? Reader, bool IsKnown);
}
