using System.Threading.Channels;

namespace SinoRussia.Web.PageCache;

/// <summary>Compresses pages as far as it goes, one at a time and only those that most visitors get: of the default settings, at the
/// site's own address. That takes longer than all the rest, so what strangers invent must not cause it.</summary>
internal sealed class SmallestPages : BackgroundService
{
    // More than an essay has addresses. What does not fit stays as it was compressed first.
    private readonly Channel<Action> waiting = Channel.CreateBounded<Action>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    private string? ownOrigin;

    /// <summary>Whether this is the site's own address. The one that is asked for first counts as that: with <c>Site:Address</c>, there is no other.</summary>
    public bool IsOwn(string origin) => (Interlocked.CompareExchange(ref ownOrigin, origin, null) ?? origin) == origin;

    /// <param name="pack">Compresses the page and keeps it.</param>
    public void Offer(Action pack) => waiting.Writer.TryWrite(pack);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var pack in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                pack();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site stops.
        }
    }
}
