using Serilog;
using Serilog.Configuration;
using Serilog.Events;

namespace SinoRussia.Web.Hosting;

/// <summary>The one place that names Serilog. One line per request, and never what a reader wrote or who they are.</summary>
internal static class Logging
{
    private static readonly object RouteKey = new();

    private const string Template = "{RequestMethod} {Route} {StatusCode} in {Elapsed:0.0} ms";

    public static void AddReaderLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog(log =>
    {
        log.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // What fails in the database is thrown, and logged where it is caught.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // It takes a folder without a key, as there is before the first save, for an error. ReaderKeys says what is wrong with keys.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Fatal)
            // Program says why the site did not start, and needs no stack for it.
            .Filter.ByExcluding(line => line.MessageTemplate.Text == "Hosting failed to start")
            // What a health check found is logged where it arises; a check that throws is still logged.
            .Filter.ByExcluding(line => line.Properties.ContainsKey("HealthStatus"));
        if (builder.Environment.IsDevelopment())
        {
            log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(
                output => new PrivateLog(output), to => to.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")));
        }
        else
        {
            log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(
                output => new PrivateLog(output),
                to => to.Sink(new BatchedOutput(Console.OpenStandardOutput()), new BatchingOptions { BatchSizeLimit = 1000, BufferingTimeLimit = TimeSpan.FromMilliseconds(100) })));
        }
    });

    public static void UseReaderLogging(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.MessageTemplate = Template;
        options.GetLevel = (context, _, failure) => failure is not null || IsOurFault(context.Response.StatusCode) ? LogEventLevel.Error : LogEventLevel.Information;
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new LogEventProperty("RequestMethod", new ScalarValue(context.Request.Method)),
            new LogEventProperty("Route", new ScalarValue(RouteOf(context))),
            new LogEventProperty("StatusCode", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];
    });

    /// <summary>Notes which pattern an address fits, as soon as that is known: an error page is found by another.</summary>
    public static void UseRouteInLog(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Items.TryAdd(RouteKey, context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } ? $"/{pattern.TrimStart('/')}" : null);
        return next(context);
    });

    // A method that nobody knows is the sender's affair, although its number is among those of the server's failures.
    private static bool IsOurFault(int status) => status >= StatusCodes.Status500InternalServerError && status != StatusCodes.Status501NotImplemented;

    // Never the address itself: it may carry the id of a note, or what somebody typed or pasted.
    private static string RouteOf(HttpContext context) => context.Items.TryGetValue(RouteKey, out var route) && route is string pattern ? pattern : "(no such address)";
}
