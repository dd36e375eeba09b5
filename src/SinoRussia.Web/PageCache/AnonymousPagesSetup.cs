namespace SinoRussia.Web.PageCache;

internal static class AnonymousPagesSetup
{
    /// <summary>The essay's pages as those get them who have saved nothing.</summary>
    public static void AddAnonymousPages(this IServiceCollection services)
    {
        services.AddSingleton<AnonymousPages>();
        services.AddSingleton<AnonymousPageCache>();
        services.AddSingleton<SmallestPages>();
        services.AddHostedService(provider => provider.GetRequiredService<SmallestPages>());
    }
}
