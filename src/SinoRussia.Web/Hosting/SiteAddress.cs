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
            var request = (accessor.HttpContext ?? throw new InvalidOperationException("An address is asked for in a request.")).Request;
            return site.Value.Address is { } address
                ? $"{address.TrimEnd('/')}{request.PathBase}"
                : $"{request.Scheme}://{request.Host}{request.PathBase}";
        }
    }
}
