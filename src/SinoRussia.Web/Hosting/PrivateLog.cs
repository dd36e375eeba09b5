using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Serilog.Core;
using Serilog.Events;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Hosting;

/// <summary>Removes readers' data from every log line: the requested address, and exception messages that may quote what caused them.</summary>
/// <remarks>It wraps the outputs, so that no line, ours or the framework's, can bypass it. Types and stack traces of exceptions stay.</remarks>
/// <param name="output">Gets every line.</param>
/// <param name="isPlain">Whether the message of an exception of the database contains nothing that a reader wrote.</param>
internal sealed class PrivateLog(ILogEventSink output, Func<Exception, bool> isPlain) : ILogEventSink, IDisposable
{
    // The framework adds it to every line of a request, and the address contains the id of a note.
    private const string Path = "RequestPath";

    public void Emit(LogEvent logEvent)
    {
        logEvent.RemovePropertyIfPresent(Path);
        output.Emit(logEvent.Exception is not { } exception ? logEvent : new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            new LoggedException(exception, isPlain),
            logEvent.MessageTemplate,
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)),
            logEvent.TraceId ?? default,
            logEvent.SpanId ?? default));
    }

    public void Dispose() => (output as IDisposable)?.Dispose();

    /// <summary>An exception without the messages that may contain readers' data.</summary>
    internal sealed class LoggedException(Exception exception, Func<Exception, bool> isPlain) : Exception(MessageOf(exception, isPlain))
    {
        public override string ToString()
        {
            var text = new StringBuilder();
            for (var current = exception; current is not null; current = current.InnerException)
            {
                text.Append(text.Length == 0 ? "" : "\n ---> ").Append(current.GetType()).Append(": ").Append(MessageOf(current, isPlain)).Append('\n').Append(current.StackTrace);
            }

            return text.ToString();
        }

        // Exceptions whose messages name only files, codes and tables, never their content.
        private static string MessageOf(Exception exception, Func<Exception, bool> isPlain) => isPlain(exception) || exception is
            DbUpdateException or (IOException and not BadHttpRequestException) or UnauthorizedAccessException or CryptographicException or EssayFaultsException
            or PlainException or NullReferenceException or ObjectDisposedException or OperationCanceledException or TimeoutException
            ? exception.Message
            : "(message omitted, because it may quote what a reader wrote)";
    }
}
