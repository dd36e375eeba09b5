using Microsoft.Extensions.Diagnostics.HealthChecks;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Revisions;

/// <summary>How many of the readers' marks have been anchored in the text that is served.</summary>
internal sealed class ReanchoringHealth(Reanchoring marks) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Found([], facts: [("marks", marks.Progress)]));
}
