using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

internal static class SignInSetup
{
    /// <summary>How a reader comes back: in another browser, or in this one after its cookies were cleared.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddScoped<SignIns>();
        services.AddScoped<ReaderWays>();
        services.AddScoped<Browsers>();
        services.AddScoped<DeviceLinks>();
        services.AddScoped<RecoveryCodes>();
        services.AddSingleton<GuessLimits>();
        services.AddSingleton<ExpiredSignIns>();
        services.AddHostedService(provider => provider.GetRequiredService<ExpiredSignIns>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionVisits>()); // here, because it must be registered after the write queue
    }
}
