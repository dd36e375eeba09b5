using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace SinoRussia.Web.Hosting;

internal static partial class Proxies
{
    // What strangers send must not fill the log.
    private const int MostNamed = 4;

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

    /// <summary>Names a proxy that is not trusted, once: all who come through it share one address, and so one limit.</summary>
    public static void UseProxyWarning(this IApplicationBuilder app)
    {
        var named = new ConcurrentDictionary<IPAddress, bool>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Proxies));
        app.Use((context, next) =>
        {
            // What was believed has been moved to another header.
            if (named.Count < MostNamed && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
                && !context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName)
                && context.Connection.RemoteIpAddress is { } proxy && named.TryAdd(proxy, true))
            {
                LogNotTrusted(logger, proxy);
            }

            return next(context);
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A proxy at {Proxy} forwards requests and is not trusted: all who come through it count as one address, and share its limits. If it is yours, name it in Site:TrustedProxies")]
    private static partial void LogNotTrusted(ILogger logger, IPAddress proxy);
}
