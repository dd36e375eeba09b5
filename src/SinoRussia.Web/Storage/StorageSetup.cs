using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

internal static class StorageSetup
{
    /// <summary>The data folder and the database, which may be out of order while the essay is served.</summary>
    public static void AddStorage(this IServiceCollection services)
    {
        services.AddOptions<DataSettings>().BindConfiguration(DataSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => DataFolder.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<StorageStatus>();
        services.AddSingleton<StorageConnectionInterceptor>();
        services.AddSingleton<DatabaseInitializer>();
        services.AddSingleton<WriteAheadLog>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseInitializer>());
        services.AddSingleton<RowFaults>();
        services.AddSingleton<ReadableRows>();
        services.AddSingleton<RowCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<RowCheck>());
        // What runs in the background catches what goes wrong and tries again. Should one end all the same, the essay is served.
        services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.AddPooledDbContextFactory<AnnotationsDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<DataFolder>().ConnectionString)
            .AddInterceptors(provider.GetRequiredService<StorageConnectionInterceptor>(), provider.GetRequiredService<ReadableRows>()));
    }

    /// <summary>The one writer. What saves in the background is registered after it, so that it stops before the writer does.</summary>
    public static void AddWriter(this IServiceCollection services)
    {
        services.AddSingleton<WriteQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteQueue>());
    }
}
