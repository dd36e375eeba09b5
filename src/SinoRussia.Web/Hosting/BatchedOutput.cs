using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace SinoRussia.Web.Hosting;

/// <summary>Writes log events as lines of compact JSON, in batches. With one write for each line, serving a cached page would cost about a
/// sixth more.</summary>
internal sealed class BatchedOutput(Stream output) : IBatchedLogEventSink, IDisposable
{
    private static readonly RenderedCompactJsonFormatter Formatter = new();

    private readonly StreamWriter writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        foreach (var entry in batch)
        {
            Formatter.Format(entry, writer);
        }

        return writer.FlushAsync();
    }

    public void Dispose() => writer.Dispose();
}
