namespace SinoRussia.Web.Backups;

internal static class BackupsSetup
{
    /// <summary>Scheduled backups of the database.</summary>
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupSettings>().BindConfiguration(BackupSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScheduledBackups>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduledBackups>());
        services.AddHealthChecks().AddCheck<BackupHealth>("backups");
    }
}
