using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SinoRussia.Web.Hosting;

/// <summary><c>/healthz</c>: whether the site is ready, and if not, why. Each check is in the folder of what it checks.</summary>
internal static class Health
{
    private const string Problems = "problems";

    private const string Failed = "A health check failed. The log has the reason.";

    /// <summary>The result of a check.</summary>
    /// <param name="problems">Messages for the person who runs the site.</param>
    /// <param name="isReady">Whether the site can do its work. The essay is served even if not.</param>
    /// <param name="facts">Other named values for the response.</param>
    public static HealthCheckResult Found(IReadOnlyCollection<string> problems, bool isReady = true, params IEnumerable<(string Name, object? Value)> facts) => new(
        !isReady ? HealthStatus.Unhealthy : problems.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy,
        data: facts.Append((Problems, problems)).ToDictionary(fact => fact.Item1, fact => fact.Item2!, StringComparer.Ordinal)); // a null value is written as null

    public static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints
        .MapHealthChecks("/healthz", new HealthCheckOptions { AllowCachingResponses = true, ResponseWriter = WriteAsync }) // WriteAsync forbids caching
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.Headers.CacheControl = "no-store";
        var entries = report.Entries.Values;
        var facts = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["status"] = report.Status switch
            {
                HealthStatus.Healthy => "ready",
                HealthStatus.Degraded => "degraded",
                _ => "not ready",
            },
        };
        foreach (var (name, value) in entries.SelectMany(entry => entry.Data).Where(fact => fact.Key != Problems))
        {
            facts[name] = value;
        }

        facts[Problems] = entries.SelectMany(entry => entry.Exception is not null ? [Failed] : (IEnumerable<string>)entry.Data[Problems]);
        return context.Response.WriteAsJsonAsync(facts, context.RequestAborted);
    }
}
