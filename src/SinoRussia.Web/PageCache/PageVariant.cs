using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>Everything that an anonymous page depends on besides the content.</summary>
/// <param name="Path">As our own links spell it, see <see cref="AnonymousPages"/>.</param>
/// <param name="Origin">Scheme and host for the addresses in the page.</param>
/// <param name="Encoding">The compression, or <see langword="null"/>.</param>
internal sealed record PageVariant(string PathBase, string Path, string Origin, ReadingSettings Settings, string? Encoding)
{
    /// <param name="path">Replaces the request's path if that is spelt differently.</param>
    public static PageVariant Of(HttpRequest request, SiteAddress site, string? path = null) => new(
        request.PathBase.Value ?? "",
        path ?? request.Path.Value ?? "/",
        site.OriginOf(request),
        ReadingSettings.Of(request),
        request.Accepts("br") ? "br" : request.Accepts("gzip") ? "gzip" : null);
}
