using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace SinoRussia.Web.Hosting;

internal static partial class Proxies
{
    // So that requests from strangers cannot fill the log.
    private const int MostNamed = 4;

    /// <summary>Accepts <c>X-Forwarded-*</c> only from these proxies. Each entry is an address or a network, as <see cref="SiteSettings"/> has checked.</summary>
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

    /// <summary>Logs each proxy that is not trusted once. All clients behind it count as one address and share its limit.</summary>
    public static void UseProxyWarning(this IApplicationBuilder app)
    {
        var named = new ConcurrentDictionary<IPAddress, bool>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Proxies));
        app.Use((context, next) =>
        {
            // The middleware moves an accepted value to X-Original-For.
            if (named.Count < MostNamed && context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
                && !context.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName)
                && context.Connection.RemoteIpAddress is { } proxy && named.TryAdd(proxy, true))
            {
                LogNotTrusted(logger, proxy);
            }

            return next(context);
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A proxy at {Proxy} forwards requests but is not trusted: all clients behind it count as one address and share its limits. If it is yours, add it to Site:TrustedProxies")]
    private static partial void LogNotTrusted(ILogger logger, IPAddress proxy);
}
