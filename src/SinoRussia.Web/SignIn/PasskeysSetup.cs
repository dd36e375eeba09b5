using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

internal static class PasskeysSetup
{
    /// <summary>The name of the limit for everything about passkeys that scripts send.</summary>
    public const string Limit = "passkeys";

    // A seminar signs in together behind one address. Nobody can guess a passkey: this only keeps a stranger from keeping the site busy with signatures.
    private const int Burst = 300;
    private const int PerSecond = 5;

    /// <summary>Signing in with passkeys.</summary>
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<PasskeyChallenges>();
        services.AddScoped<PasskeyCeremony>();
        services.AddScoped<Passkeys>();
        services.AddScoped<PasskeySignIns>();
        services.Configure<RateLimiterOptions>(options => options.AddPolicy(Limit, context => RateLimitPartition.GetTokenBucketLimiter(
            RateLimits.NetworkOf(context.Connection.RemoteIpAddress),
            static (IPAddress _) => new TokenBucketRateLimiterOptions { TokenLimit = Burst, TokensPerPeriod = PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 })));
    }
}
