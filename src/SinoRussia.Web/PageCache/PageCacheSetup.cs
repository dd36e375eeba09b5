namespace SinoRussia.Web.PageCache;

internal static class PageCacheSetup
{
    /// <summary>The caches of pages: for everyone who has saved nothing, and for each reader until they save again.</summary>
    public static void AddPageCache(this IServiceCollection services)
    {
        services.AddSingleton<AnonymousPages>();
        services.AddSingleton<AnonymousPageCache>();
        services.AddSingleton<SmallestPages>();
        services.AddHostedService(provider => provider.GetRequiredService<SmallestPages>());
        services.AddSingleton<ReaderPages>();
        services.AddSingleton<Rendering>();
    }

    /// <summary>Serves cached pages. It runs before all other work, because a cached page needs none of it.</summary>
    public static void UseKnownPages(this IApplicationBuilder app) => app.Use(app.ApplicationServices.GetRequiredService<AnonymousPages>().ServeKnownAsync);

    /// <summary>Renders pages that are not cached yet, and caches them. It runs after routing, and after the middleware that refuses requests.</summary>
    public static void UsePageCache(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        app.Use(services.GetRequiredService<AnonymousPages>().ServeAsync);
        app.Use(services.GetRequiredService<ReaderPages>().ServeAsync);
        app.Use(services.GetRequiredService<Rendering>().TakeTurnAsync);
    }
}
