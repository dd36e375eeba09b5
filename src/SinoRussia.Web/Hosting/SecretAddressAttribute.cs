namespace SinoRussia.Web.Hosting;

/// <summary>Endpoint metadata: whoever knows the address sees what it shows. No search engine may list it, no cache may store it, and no link from it tells where
/// its visitors come from.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SecretAddressAttribute : Attribute
{
    /// <summary>Seconds, after too many unknown addresses.</summary>
    public const string RetryAfter = "60";
}
