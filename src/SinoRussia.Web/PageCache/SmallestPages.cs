using System.Threading.Channels;

namespace SinoRussia.Web.PageCache;

/// <summary>Compresses pages with the highest compression, one at a time. Only the pages that most visitors get: those with the default
/// settings at the site's own address. It takes longer than everything else, so variants that strangers make up must not cause it.</summary>
internal sealed partial class SmallestPages(ILogger<SmallestPages> logger) : BackgroundService
{
    // More than an essay has addresses. Pages that do not fit keep their first compression.
    private readonly Channel<Action> waiting = Channel.CreateBounded<Action>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    private string? ownOrigin;

    /// <summary>Whether this is the site's own address. The first one requested counts as that. With <c>Site:Address</c> there is no other.</summary>
    public bool IsOwn(string origin) => (Interlocked.CompareExchange(ref ownOrigin, origin, null) ?? origin) == origin;

    /// <param name="pack">Compresses the page and caches it.</param>
    public void Offer(Action pack) => waiting.Writer.TryWrite(pack);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var pack in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                Try(pack);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private void Try(Action pack)
    {
        try
        {
            pack();
        }
        catch (Exception failure)
        {
            LogFailed(failure); // for example, out of memory. The page keeps its first compression, and the next one may succeed
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not be compressed further")]
    private partial void LogFailed(Exception failure);
}
