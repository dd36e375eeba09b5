using System.Buffers;
using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>One way to write the site's own name, whatever the request's: pages are kept by it, and addresses made of it.</summary>
internal static class SiteHost
{
    private const int Longest = 259; // 253 characters of a name (RFC 1035, §2.3.4), a colon and a port

    private static readonly SearchValues<char> Signs = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]");

    public static IApplicationBuilder UseSiteHost(this IApplicationBuilder app)
    {
        var pathBase = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value.PathBase;
        return app.Use((context, next) =>
        {
            // The header itself: HttpRequest.Host writes an internationalised name (xn--…) in its own letters.
            var request = context.Request;
            var host = request.Headers.Host.ToString() is { Length: > 0 } named ? named : "localhost"; // HTTP/1.0 need name none
            if (host.Length > Longest || host.AsSpan().ContainsAnyExcept(Signs) || !Uri.TryCreate($"{request.Scheme}://{host}/", UriKind.Absolute, out _))
            {
                return Problems.Of("unknown-host", "The header Host names no host.", StatusCodes.Status400BadRequest).ExecuteAsync(context);
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
