using System.Net;

namespace SinoRussia.Web.Commands;

/// <summary>Where the site listens, read from the same settings and in the same order as Kestrel does.</summary>
internal static class ListeningAddresses
{
    private const string Standard = "http://localhost:5000"; // Kestrel's default

    /// <summary>Whether any setting says where to listen.</summary>
    public static bool AreSet(IConfiguration configuration) => Configured(configuration).Count > 0;

    /// <summary>The addresses at which a program on this machine can reach the site, plain HTTP first.</summary>
    /// <exception cref="FormatException">One of them is not a valid address.</exception>
    public static IReadOnlyList<BindingAddress> Of(IConfiguration configuration) =>
        [.. Configured(configuration).DefaultIfEmpty(Standard).Select(BindingAddress.Parse).OrderBy(address => address.Scheme, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The host to connect to. If the site listens on every address, that is the local one.</summary>
    public static string HostOf(BindingAddress address) =>
        !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? "localhost" // Kestrel listens on every address if the host is a name
        : ip.Equals(IPAddress.Any) ? "127.0.0.1"
        : ip.Equals(IPAddress.IPv6Any) ? "[::1]"
        : ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();

    // Endpoints override urls unless preferHostingUrls is set, and urls override ports.
    private static List<string> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        var urls = Listed(configuration["urls"]);
        if (urls.Count == 0)
        {
            urls = [.. Listed(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Listed(configuration["https_ports"]).Select(port => $"https://*:{port}")];
        }

        return endpoints.Count == 0 || (configuration.GetValue<bool>("preferHostingUrls") && urls.Count > 0) ? urls : endpoints;
    }

    private static List<string> Listed(string? value) => [.. (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
