using Microsoft.Extensions.Diagnostics.HealthChecks;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Backups;

/// <summary>Whether copies of the database are made on time.</summary>
internal sealed class BackupHealth(ScheduledBackups backups) : IHealthCheck
{
    // The reason names folders of this machine, which are nobody's business outside it.
    private const string Failed = "The scheduled backup failed. The log says why.";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Found(backups.Failure is null ? [] : [Failed]));
}
