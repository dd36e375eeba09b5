namespace SinoRussia.Web.WebAnnotation;

internal static class WebAnnotationSetup
{
    /// <summary>Readers' annotations for other programs: a container of the W3C Web Annotation Protocol.</summary>
    public static void AddWebAnnotation(this IServiceCollection services)
    {
        services.AddScoped<WebAnnotations>();
        services.AddScoped<TargetParser>();
        services.AddScoped<AnnotationParser>();
    }

    public static void MapWebAnnotation(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAnnotationContainer();
        endpoints.MapMarkStylesheet();
    }
}
