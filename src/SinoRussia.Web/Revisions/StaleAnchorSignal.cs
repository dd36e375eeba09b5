using System.Threading.Channels;

namespace SinoRussia.Web.Revisions;

/// <summary>Says that there may be marks that were last looked for in another text: the essay was edited, another database was opened, or
/// somebody's page came upon such marks. What is reported before <see cref="Reanchoring"/> looks is one report.</summary>
internal sealed class StaleAnchorSignal
{
    private readonly Channel<bool> reports = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Report() => reports.Writer.TryWrite(true);

    /// <summary>Whether there was a report since this was asked last.</summary>
    public bool Take() => reports.Reader.TryRead(out _);

    public async Task WaitAsync(CancellationToken cancellation) => await reports.Reader.WaitToReadAsync(cancellation);
}
