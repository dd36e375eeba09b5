namespace SinoRussia.Web.Storage;

internal static class StorageSetup
{
    /// <summary>The data folder and what all database engines have in common. The essay is served even when the database is not working.</summary>
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddOptions<DataSettings>().BindConfiguration(DataSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => DataFolder.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<StorageStatus>();
        services.AddSingleton<ClosedStorage>();
        services.AddSingleton<DatabaseInitializer>();
        services.AddSingleton<DeletedContent>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseInitializer>());
        services.AddSingleton<RowFaults>();
        services.AddSingleton<RowCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<RowCheck>());
        // Background services catch their own failures and retry. If one ends anyway, the essay is still served.
        services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
    }

    /// <summary>The write queue. Register background services that save after it, so that they stop before it does.</summary>
    public static void AddWriter(this IServiceCollection services)
    {
        services.AddSingleton<WriteQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteQueue>());
    }
}
