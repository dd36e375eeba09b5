namespace SinoRussia.Web.Shown;

internal static class ShownSetup
{
    /// <summary>Showing notes to others, and the names under which readers do.</summary>
    public static void AddShown(this IServiceCollection services)
    {
        services.AddScoped<NoteLinks>();
        services.AddScoped<ReadingLinks>();
        services.AddScoped<NoteLinkQueries>();
        services.AddScoped<ReaderNames>();
        services.AddScoped<ShownNotes>();
        services.AddSingleton<ShownMisses>();
    }

    public static void MapShown(this IEndpointRouteBuilder endpoints) => endpoints.MapShownCards();
}
