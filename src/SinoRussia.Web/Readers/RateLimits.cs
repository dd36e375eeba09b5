using System.Net;
using System.Threading.RateLimiting;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Readers;

/// <summary>How fast one reader, or one network address, may write. Reading is never limited.</summary>
/// <remarks>A partition is named by an address or by the id in a cookie that is ours, never by what a stranger sent. Who has no such
/// cookie writes on the account of their address alone, so that they use up nothing of a reader's at the same address.</remarks>
internal static class RateLimits
{
    // Somebody marking up a text by hand stays far below; an outbox coming home after a flight fits into the burst.
    private static readonly Rate Reader = new(600, 10);

    // A seminar behind one address is several readers, and all of them save for the first time in the same minutes.
    private static readonly Rate Address = new(3000, 50);

    private static readonly Refusal TooFast = new(
        "too-fast", "Too many requests. Nothing is lost: wait half a minute and send it again.", StatusCodes.Status429TooManyRequests);

    public static void AddReaderLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, Partition>(context => context.Request.IsRead() || context.IsErrorPage()
                ? RateLimitPartition.GetNoLimiter(default(Partition))
                : Bucket(new Partition(NetworkOf(context.Connection.RemoteIpAddress), null, ReaderOf(context) is not null), Address)),
            PartitionedRateLimiter.Create<HttpContext, Partition>(context => !context.Request.IsRead() && !context.IsErrorPage() && ReaderOf(context) is { } reader
                ? Bucket(new Partition(null, reader, true), Reader)
                : RateLimitPartition.GetNoLimiter(default(Partition))));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "30";
            await FormBodies.TryReadAsync(context.HttpContext); // so that the words can be given back
            await context.HttpContext.RefuseAsync(TooFast);
        };
    });

    /// <summary>By what one household or office is known: an IPv4 address, or the first 64 bits of an IPv6 address, for all of the rest is theirs to choose.</summary>
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

    private readonly record struct Rate(int Burst, int PerSecond);

    /// <param name="IsKnown">Whether those at this address are meant who have saved something.</param>
    private readonly record struct Partition(IPAddress? Network, Guid? Reader, bool IsKnown);
}
