using Serilog;
using Serilog.Context;
using Serilog.Core;
using Serilog.Events;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class PrivateLogTests
{
    private const string Secret = "a secret thought";

    [Fact]
    public void No_log_line_contains_the_requested_address_or_an_exception_message()
    {
        var lines = new Lines();
        using var log = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new PrivateLog(lines, failure => failure is NotSupportedException)).CreateLogger();

        using (LogContext.PushProperty("RequestPath", $"/notes/{Secret}"))
        {
            log.Error(Thrown(new FormatException($"'{Secret}' is no number", new InvalidOperationException(Secret))), "It failed");
            log.Error(Thrown(new IOException("The disk is full")), "It failed");
            log.Error(Thrown(new NotSupportedException("error 11", new InvalidOperationException(Secret))), "It failed");
        }

        Assert.DoesNotContain(Secret, lines.Text);
        Assert.Contains("System.FormatException", lines.Text);
        Assert.Contains("System.InvalidOperationException", lines.Text);
        Assert.Contains(nameof(Thrown), lines.Text); // the stack trace
        Assert.Contains("The disk is full", lines.Text);
        Assert.Contains("error 11", lines.Text); // plain, as the database engine says of its own exceptions
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private sealed class Lines : ILogEventSink
    {
        public string Text { get; private set; } = "";

        public void Emit(LogEvent logEvent) =>
            Text += $"{logEvent.RenderMessage()} {string.Join(' ', logEvent.Properties.Select(property => $"{property.Key}={property.Value}"))}\n{logEvent.Exception}\n{logEvent.Exception?.Message}\n";
    }
}
