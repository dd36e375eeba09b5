using System.Buffers;
using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>Normalises the request's host and path base, because pages are cached by them and addresses are made from them.</summary>
internal static class SiteHost
{
    private const int Longest = 259; // 253 characters for a name (RFC 1035, §2.3.4), a colon and a port

    private static readonly SearchValues<char> Signs = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]");

    public static IApplicationBuilder UseSiteHost(this IApplicationBuilder app)
    {
        var pathBase = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value.PathBase;
        return app.Use((context, next) =>
        {
            // The raw header, because HttpRequest.Host decodes an internationalised name (xn--…).
            var request = context.Request;
            var host = request.Headers.Host.ToString() is { Length: > 0 } named ? named : "localhost"; // optional in HTTP/1.0
            if (host.Length > Longest || host.AsSpan().ContainsAnyExcept(Signs) || !Uri.TryCreate($"{request.Scheme}://{host}/", UriKind.Absolute, out _))
            {
                return Problems.Of("unknown-host", "The Host header is not valid.", StatusCodes.Status400BadRequest).ExecuteAsync(context);
            }

            request.Headers.Host = host.ToLowerInvariant();
            if (request.PathBase.Equals(pathBase, StringComparison.OrdinalIgnoreCase))
            {
                request.PathBase = pathBase;
            }

            return next(context);
        });
    }
}
