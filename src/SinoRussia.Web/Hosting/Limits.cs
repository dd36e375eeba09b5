using System.Threading.RateLimiting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Hosting;

/// <summary>How fast one reader, or one network address, may write. Reading is never limited.</summary>
internal static class Limits
{
    // Somebody marking up a text by hand stays far below; an outbox coming home after a flight fits into the burst.
    private static readonly (int Burst, int PerSecond) Reader = (600, 10);

    // A seminar behind one address is several readers.
    private static readonly (int Burst, int PerSecond) Address = (3000, 50);

    public static void AddReaderLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Writes(context)
                ? Bucket($"reader {ReaderOf(context)?.ToString() ?? AddressOf(context)}", Reader)
                : RateLimitPartition.GetNoLimiter("reading")),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Writes(context)
                ? Bucket($"address {AddressOf(context)}", Address)
                : RateLimitPartition.GetNoLimiter("reading")));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "30";
            await Problems.Of(
                "too-fast", "That was too much at once. Nothing is lost: wait half a minute and send it again.", StatusCodes.Status429TooManyRequests)
                .ExecuteAsync(context.HttpContext);
        };
    });

    private static bool Writes(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);

    private static Guid? ReaderOf(HttpContext context) => context.RequestServices.GetRequiredService<CurrentReader>().KnownId;

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static RateLimitPartition<string> Bucket(string key, (int Burst, int PerSecond) rate) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
}
