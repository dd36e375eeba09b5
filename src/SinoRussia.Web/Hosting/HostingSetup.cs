using Microsoft.Extensions.Options;

namespace SinoRussia.Web.Hosting;

internal static class HostingSetup
{
    /// <summary>What every site needs: settings, logging, server limits.</summary>
    /// <param name="isPlain">Whether the message of an exception of the database contains nothing that a reader wrote, so that it may be logged.</param>
    public static void AddHosting(this WebApplicationBuilder builder, Func<Exception, bool> isPlain)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FormBodies.Longest;
        });
        builder.AddReaderLogging(isPlain);
        var services = builder.Services;
        services.AddOptions<SiteSettings>().BindConfiguration(SiteSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4)); // container runtimes kill a process after ten
        services.AddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<SecretPaths>();
        services.AddSingleton<Fonts>();
        services.AddProblemDetails();
        services.AddRouting(options => options.LowercaseUrls = true);
        services.AddResponseCompression(options => options.EnableForHttps = true);
    }

    /// <summary>The site's address: the headers of trusted proxies, and the path base.</summary>
    public static void UseSiteSettings(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value;
        if (site.TrustedProxies.Length > 0)
        {
            app.UseForwardedHeaders(Proxies.Options(site.TrustedProxies));
        }

        app.UsePathBase(site.PathBase);
    }

    /// <summary>In development, serves scripts and stylesheets as they are being edited. MapStaticAssets would tag them as they were at build time, and browsers would cache them.</summary>
    public static void UseEditedFiles(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
        }
    }
}
