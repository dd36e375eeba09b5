namespace SinoRussia.Web.Hosting;

/// <summary>The site's own fonts. A stylesheet cannot contain the build's fingerprints, so each font file is named after its content
/// (see <c>Fonts/make.sh</c>) and can be cached for ever under that name.</summary>
internal sealed class Fonts(IWebHostEnvironment environment)
{
    private readonly Lazy<string?> regular = new(() => environment.WebRootFileProvider.GetDirectoryContents("fonts")
        .Select(file => file.Name).FirstOrDefault(name => name.StartsWith("reader-serif-regular.", StringComparison.Ordinal) && name.EndsWith(".woff2", StringComparison.Ordinal)));

    /// <summary>The path of the regular typeface from the site's root. Pages preload it, because they need it first.</summary>
    public string Regular => $"fonts/{regular.Value}";
}

internal static class FontHeaders
{
    public static IApplicationBuilder UseFontHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal) && (context.Request.Path.Value ?? "").EndsWith(".woff2", StringComparison.Ordinal))
        {
            context.Response.OnStarting(static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
                {
                    response.Headers.CacheControl = "max-age=31536000, immutable";
                }

                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}
