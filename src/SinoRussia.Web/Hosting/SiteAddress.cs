using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>The site's public address, for use outside the site: shared links, previews, exports.</summary>
internal sealed class SiteAddress(IOptions<SiteSettings> site, IHttpContextAccessor accessor)
{
    /// <summary>Without a trailing slash, for example <c>https://reader.example/base</c>. As configured, or else from the request.</summary>
    public string Root
    {
        get
        {
            var context = accessor.HttpContext ?? throw new InvalidOperationException("The site's address is only known in a request.");
            var origin = site.Value.Address?.TrimEnd('/') ?? context.Features.Get<OriginPlaceholder>()?.Text ?? OriginOf(context.Request);
            return $"{origin}{context.Request.PathBase}";
        }
    }

    /// <summary>Scheme and host of this request; empty if an address is configured, because then they do not matter.</summary>
    public string OriginOf(HttpRequest request) => site.Value.Address is null ? $"{request.Scheme}://{request.Headers.Host}" : "";
}
