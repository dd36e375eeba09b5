using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

internal static class AnnotationsSetup
{
    /// <summary>The database, which may be out of order while the essay is served, and its copies.</summary>
    public static void AddReaderStorage(this IServiceCollection services, DataFolder data)
    {
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
        services.AddPooledDbContextFactory<AnnotationsDb>((provider, options) =>
            options.UseSqlite(data.ConnectionString).AddInterceptors(provider.GetRequiredService<StorageConnectionInterceptor>(), provider.GetRequiredService<ReadableRows>()));
        services.AddOptions<BackupSettings>().BindConfiguration(BackupSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ScheduledBackups>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduledBackups>());
    }

    /// <summary>What readers wrote, and all that can be done with it.</summary>
    public static void AddReaderAnnotations(this IServiceCollection services)
    {
        services.AddSingleton<WriteQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteQueue>());
        services.AddSingleton<Alignments>();
        services.AddSingleton<KnownMarks>();
        services.AddSingleton<StaleAnchorSignal>();
        services.AddSingleton<AnchorLocator>();
        services.AddScoped<CurrentAnchors>();
        services.AddSingleton<RevisionStore>();
        services.AddSingleton<RevisionTexts>();
        services.AddSingleton<LostReaders>();
        services.AddOptions<QuotaSettings>().BindConfiguration(QuotaSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<ReaderQuota>();
        services.AddScoped<AnnotationQueries>();
        services.AddScoped<TargetResolver>();
        services.AddScoped<AnnotationHistory>();
        services.AddScoped<ReaderAnnotations>();
        services.AddScoped<ReaderMarks>();
        services.AddScoped<ReaderTags>();
        services.AddScoped<FirstSaves>();
        services.AddScoped<ReaderColours>();
        services.AddScoped<ManyAnnotations>();
        services.AddScoped<Bin>();
        services.AddSingleton<BinPurge>();
        services.AddHostedService(provider => provider.GetRequiredService<BinPurge>());
    }
}
