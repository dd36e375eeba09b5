using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Serilog.Core;
using Serilog.Events;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Hosting;

/// <summary>Takes out of every log line what may be a reader's: the address that was asked for, and the messages of exceptions that quote what they failed on.</summary>
/// <remarks>It stands before the outputs, so that no line of ours or of the framework can go round it. Types and stacks of exceptions stay.</remarks>
internal sealed class PrivateLog(ILogEventSink output) : ILogEventSink, IDisposable
{
    // Added by the framework to every line of a request; the id of a note is part of its address.
    private const string Path = "RequestPath";

    public void Emit(LogEvent logEvent)
    {
        logEvent.RemovePropertyIfPresent(Path);
        output.Emit(logEvent.Exception is not { } exception ? logEvent : new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            new LoggedException(exception),
            logEvent.MessageTemplate,
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)),
            logEvent.TraceId ?? default,
            logEvent.SpanId ?? default));
    }

    public void Dispose() => (output as IDisposable)?.Dispose();

    /// <summary>An exception as it may be logged.</summary>
    internal sealed class LoggedException(Exception exception) : Exception(MessageOf(exception))
    {
        public override string ToString()
        {
            var text = new StringBuilder();
            for (var current = exception; current is not null; current = current.InnerException)
            {
                text.Append(text.Length == 0 ? "" : "\n ---> ").Append(current.GetType()).Append(": ").Append(MessageOf(current)).Append('\n').Append(current.StackTrace);
            }

            return text.ToString();
        }

        // Those whose messages name files, codes and tables, and never what stood in them.
        private static string MessageOf(Exception exception) => exception is
            SqliteException or DbUpdateException or (IOException and not BadHttpRequestException) or UnauthorizedAccessException or CryptographicException or EssayFaultsException
            or PlainException or NullReferenceException or ObjectDisposedException or OperationCanceledException or TimeoutException
            ? exception.Message
            : "(its message may quote what a reader wrote, and is left out)";
    }
}
