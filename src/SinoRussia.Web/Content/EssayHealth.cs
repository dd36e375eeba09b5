using Microsoft.Extensions.Diagnostics.HealthChecks;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Content;

/// <summary>Which revision is served, and what is wrong with the content files if the last good text is served instead.</summary>
internal sealed class EssayHealth(LiveEssay essay) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Found([.. essay.Faults.Select(fault => fault.ToString())], facts: [("revision", essay.Current.Revision)]));
}
