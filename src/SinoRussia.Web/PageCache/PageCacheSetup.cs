namespace SinoRussia.Web.PageCache;

internal static class PageCacheSetup
{
    /// <summary>Pages that are kept in memory: for those who have saved nothing, and for each reader until they write again.</summary>
    public static void AddPageCache(this IServiceCollection services)
    {
        services.AddSingleton<AnonymousPages>();
        services.AddSingleton<AnonymousPageCache>();
        services.AddSingleton<SmallestPages>();
        services.AddHostedService(provider => provider.GetRequiredService<SmallestPages>());
        services.AddSingleton<ReaderPages>();
        services.AddSingleton<Rendering>();
    }

    /// <summary>Answers from memory what is known there. Goes before all that costs time: such an answer needs nothing of it.</summary>
    public static void UseKnownPages(this IApplicationBuilder app) => app.Use(app.ApplicationServices.GetRequiredService<AnonymousPages>().ServeKnownAsync);

    /// <summary>Renders what is not known yet, and keeps it. Goes behind routing, and behind whatever refuses a request.</summary>
    public static void UsePageCache(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        app.Use(services.GetRequiredService<AnonymousPages>().ServeAsync);
        app.Use(services.GetRequiredService<ReaderPages>().ServeAsync);
        app.Use(services.GetRequiredService<Rendering>().TakeTurnAsync);
    }
}
