namespace SinoRussia.Web.SignIn;

internal static class SignInSetup
{
    /// <summary>How a reader comes back: in another browser, or in this one after its cookies were cleared.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddScoped<SignIns>();
        services.AddSingleton<ExpiredSignIns>();
        services.AddHostedService(provider => provider.GetRequiredService<ExpiredSignIns>());
    }
}
