using Microsoft.Extensions.Diagnostics.HealthChecks;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Backups;

/// <summary>Whether scheduled backups succeed.</summary>
internal sealed class BackupHealth(ScheduledBackups backups) : IHealthCheck
{
    // The reason is only in the log, because it contains paths of this machine.
    private const string Failed = "The scheduled backup failed. The log has the reason.";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Health.Found(backups.Failure is null ? [] : [Failed]));
}
