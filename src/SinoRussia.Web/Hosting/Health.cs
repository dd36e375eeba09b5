using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SinoRussia.Web.Hosting;

/// <summary><c>/healthz</c>: ready or not, and why. The checks stand beside what they check.</summary>
internal static class Health
{
    private const string Problems = "problems";

    private const string Failed = "A health check failed. The log says why.";

    /// <summary>What a check found.</summary>
    /// <param name="problems">Each in words for whoever runs the site.</param>
    /// <param name="isReady">Whether the site can do its work. The essay itself is served all the same.</param>
    /// <param name="facts">Named values that the answer tells besides.</param>
    public static HealthCheckResult Found(IReadOnlyCollection<string> problems, bool isReady = true, params IEnumerable<(string Name, object? Value)> facts) => new(
        !isReady ? HealthStatus.Unhealthy : problems.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy,
        data: facts.Append((Problems, problems)).ToDictionary(fact => fact.Item1, fact => fact.Item2!, StringComparer.Ordinal)); // the answer tells a null as null

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
