using System.Threading.RateLimiting;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Lets pages for those who have saved nothing be rendered one at a time for each address, and on all processors but one: whoever
/// asks for many waits for their own, and readers who are saving do not notice. What is kept in memory never comes here.</summary>
internal sealed class Rendering : IDisposable
{
    // Somebody at an address where so many wait already is told to come again.
    private const int MostWaiting = 200;

    private static readonly Refusal TooFast = new(
        "too-fast", "Too many requests. Wait a few seconds and try again.", StatusCodes.Status429TooManyRequests);

    private readonly PartitionedRateLimiter<HttpContext> turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, System.Net.IPAddress>(context =>
            RateLimitPartition.GetConcurrencyLimiter(RateLimits.NetworkOf(context.Connection.RemoteIpAddress), _ => Turns(1))),
        PartitionedRateLimiter.Create<HttpContext, bool>(_ =>
            RateLimitPartition.GetConcurrencyLimiter(true, _ => Turns(Math.Max(1, Environment.ProcessorCount - 1)))));

    public async Task TakeTurnAsync(HttpContext context, RequestDelegate render)
    {
        if (context.PageAskedFor() is null
            || HttpMethods.IsPost(context.Request.Method)
            || !context.RequestServices.GetRequiredService<CurrentReader>().HasSavedNothing)
        {
            await render(context);
            return;
        }

        // Into memory: a turn must not last as long as the slowest browser takes to receive the page.
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

    public void Dispose() => turns.Dispose();

    private static ConcurrencyLimiterOptions Turns(int atOnce) =>
        new() { PermitLimit = atOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
