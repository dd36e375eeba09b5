using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace SinoRussia.Web.Hosting;

internal static class Proxies
{
    /// <summary>Believes <c>X-Forwarded-*</c> from these proxies alone. Each is an address or a network: <see cref="SiteSettings"/> has made sure.</summary>
    public static ForwardedHeadersOptions Options(IEnumerable<string> trusted)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var entry in trusted)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(entry));
            }
        }

        return options;
    }
}
