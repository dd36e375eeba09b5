namespace SinoRussia.Web.Sharing;

internal static class SharingSetup
{
    /// <summary>Links to parts and words of the essay, and their preview images.</summary>
    public static void AddSharing(this IServiceCollection services)
    {
        services.AddScoped<Navigation>();
        services.AddSingleton<Cards>();
        services.AddSingleton<PassageLinks>();
    }

    public static void MapSharing(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCards();
        endpoints.MapPassageLinks();
        endpoints.MapRobots();
    }
}
