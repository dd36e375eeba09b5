using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

internal static class SignInSetup
{
    /// <summary>The ways to come back to one's notes: another browser, a recovery code.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddScoped<SignIns>();
        services.AddScoped<ReaderWays>();
        services.AddScoped<Browsers>();
        services.AddScoped<DeviceLinks>();
        services.AddScoped<RecoveryCodes>();
        services.AddSingleton<GuessLimits>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionVisits>()); // here, because it must be registered after the write queue
    }
}
