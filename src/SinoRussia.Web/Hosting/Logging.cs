using Serilog;
using Serilog.Configuration;
using Serilog.Events;

namespace SinoRussia.Web.Hosting;

/// <summary>The only place that uses Serilog. One line per request, and never what a reader wrote or who they are.</summary>
internal static class Logging
{
    private static readonly object RouteKey = new();

    private const string Template = "{RequestMethod} {Route} {StatusCode} in {Elapsed:0.0} ms";

    public static void AddReaderLogging(this WebApplicationBuilder builder, Func<Exception, bool> isPlain)
    {
        builder.Services.AddSingleton(_ => new BatchedOutput(Console.OpenStandardOutput()));

        // With the static logger, of several sites in one process, the end of one would close the log of the last, and the others would never end.
        builder.Services.AddSerilog((services, log) => Configure(log, services, isPlain), preserveStaticLogger: true);
    }

    private static void Configure(LoggerConfiguration log, IServiceProvider services, Func<Exception, bool> isPlain)
    {
        log.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Database failures are thrown, and logged where they are caught.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // It logs a folder without keys as an error, but that is normal before the first save. ReaderKeys reports problems with keys.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Fatal)
            // Program prints why the site did not start, without a stack trace.
            .Filter.ByExcluding(line => line.MessageTemplate.Text == "Hosting failed to start")
            // When the site does not start, services that had not begun yet are cancelled, which the host logs as their failure.
            .Filter.ByExcluding(line => line is { MessageTemplate.Text: "BackgroundService failed", Exception: OperationCanceledException { CancellationToken.IsCancellationRequested: true } })
            // Findings of health checks are logged where they arise. A check that throws is still logged.
            .Filter.ByExcluding(line => line.Properties.ContainsKey("HealthStatus"));
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(
                output => new PrivateLog(output, isPlain), to => to.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")));
        }
        else
        {
            log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(
                output => new PrivateLog(output, isPlain),
                to => to.Sink(services.GetRequiredService<BatchedOutput>(), new BatchingOptions { BatchSizeLimit = 1000, BufferingTimeLimit = TimeSpan.FromMilliseconds(100) })));
        }
    }

    public static void UseReaderLogging(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = Template;
        options.GetLevel = (context, _, failure) => failure is not null || IsServerError(context.Response.StatusCode) ? LogEventLevel.Error : LogEventLevel.Information;
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new LogEventProperty("RequestMethod", new ScalarValue(context.Request.Method)),
            new LogEventProperty("Route", new ScalarValue(RouteOf(context))),
            new LogEventProperty("StatusCode", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];
    });

    /// <summary>Stores the request's route pattern early, because the error page has a different route.</summary>
    public static void UseRouteInLog(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Items.TryAdd(RouteKey, context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } ? $"/{pattern.TrimStart('/')}" : null);
        return next(context);
    });

    // An unknown method (501) is the client's error, although 501 is among the codes for server errors.
    private static bool IsServerError(int status) => status >= StatusCodes.Status500InternalServerError && status != StatusCodes.Status501NotImplemented;

    // Never the address itself: it may contain the id of a note, or text that someone typed or pasted.
    private static string RouteOf(HttpContext context) => context.Items.TryGetValue(RouteKey, out var route) && route is string pattern ? pattern : "(no such address)";
}
