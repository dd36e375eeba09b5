using System.Threading.RateLimiting;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Limits the rendering of pages for requests without a reader: one at a time for each client network, and on all processors but one.
/// A client that requests many pages waits for its own, and readers who are saving do not notice. Cached pages do not pass through here.</summary>
internal sealed class Rendering : IDisposable
{
    // If this many requests of one network are waiting, the next one is told to try again later.
    private const int MostWaiting = 200;

    private static readonly Refusal TooFast = new(
        "too-many-pages", "Too many requests. Wait a few seconds and try again.", StatusCodes.Status429TooManyRequests);

    private readonly PartitionedRateLimiter<HttpContext>[] limits =
    [
        PartitionedRateLimiter.Create<HttpContext, System.Net.IPAddress>(context =>
            RateLimitPartition.GetConcurrencyLimiter(RateLimits.NetworkOf(context.Connection.RemoteIpAddress), _ => Turns(1))),
        PartitionedRateLimiter.Create<HttpContext, bool>(_ =>
            RateLimitPartition.GetConcurrencyLimiter(true, _ => Turns(Math.Max(1, Environment.ProcessorCount - 1)))),
    ];

    private readonly PartitionedRateLimiter<HttpContext> turns;

    public Rendering() => turns = PartitionedRateLimiter.CreateChained(limits);

    public async Task TakeTurnAsync(HttpContext context, RequestDelegate render)
    {
        if (context.PageAskedFor() is null
            || HttpMethods.IsPost(context.Request.Method)
            || !context.RequestServices.GetRequiredService<CurrentReader>().HasSavedNothing)
        {
            await render(context);
            return;
        }

        // Into memory, so that a slow browser does not hold its turn while it receives the page.
        var body = context.Response.Body;
        using var rendered = new MemoryStream();
        context.Response.Body = rendered;
        try
        {
            using var turn = await turns.AcquireAsync(context, cancellationToken: context.RequestAborted);
            if (!turn.IsAcquired)
            {
                context.Response.Headers.RetryAfter = "5";
                await context.RefuseAsync(TooFast);
            }
            else
            {
                await render(context);
            }
        }
        finally
        {
            context.Response.Body = body;
        }

        if (rendered.Length == 0)
        {
            return;
        }

        context.Response.ContentLength ??= rendered.Length;
        rendered.Position = 0;
        await rendered.CopyToAsync(body, context.RequestAborted);
    }

    public void Dispose()
    {
        turns.Dispose();
        foreach (var limit in limits)
        {
            limit.Dispose(); // the chain does not, and each has a timer
        }
    }

    private static ConcurrencyLimiterOptions Turns(int atOnce) =>
        new() { PermitLimit = atOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
