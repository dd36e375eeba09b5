namespace SinoRussia.Web.SignIn;

/// <summary>As which site browsers make and use passkeys here (in WebAuthn, the relying party).</summary>
/// <param name="Origin">As browsers write it, for example <c>https://reader.example</c>.</param>
/// <param name="Domain">The host name, to which each passkey belongs.</param>
internal sealed record RelyingParty(string Origin, string Domain)
{
    private const string Localhost = "localhost";

    /// <param name="root">The site's public address.</param>
    /// <returns><see langword="null"/> if browsers allow no passkeys there: it is not HTTPS, or its host is an IP address.</returns>
    public static RelyingParty? Of(string root)
    {
        var address = new Uri(root);
        var host = address.IdnHost.ToLowerInvariant();
        var isLocal = host == Localhost || host.EndsWith($".{Localhost}", StringComparison.Ordinal);
        return address.HostNameType == UriHostNameType.Dns && (address.Scheme == Uri.UriSchemeHttps || isLocal)
            ? new RelyingParty(address.IsDefaultPort ? $"{address.Scheme}://{host}" : $"{address.Scheme}://{host}:{address.Port}", host)
            : null;
    }
}
