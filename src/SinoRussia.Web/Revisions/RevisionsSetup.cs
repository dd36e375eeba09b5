namespace SinoRussia.Web.Revisions;

internal static class RevisionsSetup
{
    /// <summary>The texts that were served, and where readers' marks are in them.</summary>
    public static void AddRevisions(this IServiceCollection services)
    {
        services.AddSingleton<Alignments>();
        services.AddSingleton<StaleAnchorSignal>();
        services.AddSingleton<AnchorLocator>();
        services.AddScoped<CurrentAnchors>();
        services.AddSingleton<RevisionStore>();
        services.AddSingleton<RevisionTexts>();
        services.AddSingleton<FormerAddresses>();
        services.AddScoped<RemovedAddresses>();
    }

    /// <summary>After the writer's own registration, so that it stops before the writer does.</summary>
    public static void AddReanchoring(this IServiceCollection services)
    {
        services.AddSingleton<Reanchoring>();
        services.AddHostedService(provider => provider.GetRequiredService<Reanchoring>());
        services.AddHealthChecks().AddCheck<ReanchoringHealth>("marks");
    }
}
