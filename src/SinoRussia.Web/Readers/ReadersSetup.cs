namespace SinoRussia.Web.Readers;

internal static class ReadersSetup
{
    /// <summary>Who is reading.</summary>
    public static void AddReaders(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<ForgottenReaders>();
        services.AddScoped<CurrentReader>();
    }
}
