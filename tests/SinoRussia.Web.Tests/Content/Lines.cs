using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SinoRussia.Web.Tests.Content;

/// <summary>What was logged.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> All { get; } = [];

    public Exception? Failure { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        All.Enqueue($"{formatter(state, exception)} {exception}");
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    public void Dispose()
    {
        // nothing to release
    }
}
