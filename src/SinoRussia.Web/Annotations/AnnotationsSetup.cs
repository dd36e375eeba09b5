namespace SinoRussia.Web.Annotations;

internal static class AnnotationsSetup
{
    /// <summary>The readers' annotations and all operations on them.</summary>
    public static void AddAnnotations(this IServiceCollection services)
    {
        services.AddSingleton<KnownMarks>();
        services.AddOptions<QuotaSettings>().BindConfiguration(QuotaSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<ReaderQuota>();
        services.AddScoped<AnnotationQueries>();
        services.AddScoped<TargetResolver>();
        services.AddScoped<AnnotationHistory>();
        services.AddScoped<AnnotationChanges>();
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
