using System.Threading.Channels;

namespace SinoRussia.Web.Revisions;

/// <summary>Signals that some marks may be anchored in another revision: the essay was edited, another database was opened, or a request
/// found such marks. Several reports before <see cref="Reanchoring"/> runs count as one.</summary>
internal sealed class StaleAnchorSignal
{
    private readonly Channel<bool> reports = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Report() => reports.Writer.TryWrite(true);

    /// <summary>Whether there was a report since the last call.</summary>
    public bool Take() => reports.Reader.TryRead(out _);

    public async Task WaitAsync(CancellationToken cancellation) => await reports.Reader.WaitToReadAsync(cancellation);
}
