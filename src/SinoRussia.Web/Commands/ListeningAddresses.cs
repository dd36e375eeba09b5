using System.Net;

namespace SinoRussia.Web.Commands;

/// <summary>Where the site listens, by the same settings and in the same order as Kestrel reads them.</summary>
internal static class ListeningAddresses
{
    private const string Standard = "http://localhost:5000"; // Kestrel's own, when nothing is set

    /// <summary>Whether anything says where to listen.</summary>
    public static bool AreSet(IConfiguration configuration) => Configured(configuration).Count > 0;

    /// <summary>Addresses at which a program on this machine can ask the site, plain HTTP first.</summary>
    /// <exception cref="FormatException">One of them is no address.</exception>
    public static IReadOnlyList<BindingAddress> Of(IConfiguration configuration) =>
        [.. Configured(configuration).DefaultIfEmpty(Standard).Select(BindingAddress.Parse).OrderBy(address => address.Scheme, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where to connect: what listens at every address is asked at the machine's own.</summary>
    public static string HostOf(BindingAddress address) =>
        !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? "localhost" // Kestrel takes any name but an address for "at every address"
        : ip.Equals(IPAddress.Any) ? "127.0.0.1"
        : ip.Equals(IPAddress.IPv6Any) ? "[::1]"
        : ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();

    // Endpoints come before urls unless the host's are preferred, and urls before ports.
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
