namespace SinoRussia.Web.Revisions;

internal static class RevisionsSetup
{
    /// <summary>The stored revisions of the essay, and the anchors of readers' marks.</summary>
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

    /// <summary>Register it after the write queue, so that it stops before the queue does.</summary>
    public static void AddReanchoring(this IServiceCollection services)
    {
        services.AddSingleton<Reanchoring>();
        services.AddHostedService(provider => provider.GetRequiredService<Reanchoring>());
        services.AddHealthChecks().AddCheck<ReanchoringHealth>("marks");
    }
}
