namespace SinoRussia.Web.Hosting;

/// <summary>Endpoint metadata: whoever knows the address sees what it shows. No search engine may list it, no cache may store it, and no link from it tells where
/// its visitors come from.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SecretAddressAttribute : Attribute
{
    /// <summary>What links and forms on it tell of where they are from. Nothing; but browsers then do not say either where a form comes from, so an address with a form needs more.</summary>
    public string Referrer { get; init; } = "no-referrer";

    /// <summary>Seconds, after too many unknown addresses.</summary>
    public const string RetryAfter = "60";
}
