using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

/// <summary>The site's public address, for what is read outside of it: shared links, previews, exports.</summary>
internal sealed class SiteAddress(IOptions<SiteSettings> site, IHttpContextAccessor accessor)
{
    /// <summary>Without a slash at its end, such as <c>https://reader.example/base</c>: as configured, or else as the request says.</summary>
    public string Root
    {
        get
        {
            var context = accessor.HttpContext ?? throw new InvalidOperationException("An address is asked for in a request.");
            var origin = site.Value.Address?.TrimEnd('/') ?? context.Features.Get<OriginPlaceholder>()?.Text ?? OriginOf(context.Request);
            return $"{origin}{context.Request.PathBase}";
        }
    }

    /// <summary>The scheme and host that this request asks for; empty where the address is configured, and the request's says nothing.</summary>
    public string OriginOf(HttpRequest request) => site.Value.Address is null ? $"{request.Scheme}://{request.Headers.Host}" : "";
}
