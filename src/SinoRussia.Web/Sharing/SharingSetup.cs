namespace SinoRussia.Web.Sharing;

internal static class SharingSetup
{
    /// <summary>Addresses of the essay's parts and words, and what previews of them show.</summary>
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
