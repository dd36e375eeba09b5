using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Commands;

/// <summary>Builds the configuration of the site. The other commands use it too, so that all use the same folders.</summary>
internal static class SiteBuilder
{
    /// <param name="settings">From the command line, in the form <c>--Data:Folder=/x</c>.</param>
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = Installation.IsPublished || IsSet("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT") ? settings : ["--environment=Development", .. settings], // the last one wins
            ContentRootPath = Installation.IsPublished ? AppContext.BaseDirectory : null, // independent of the working directory
        });

        // So that `dotnet run` works without settings. A launchSettings.json would override ASPNETCORE_URLS and ASPNETCORE_ENVIRONMENT
        // under `dotnet run`; this way both still have effect.
        if (!Installation.IsPublished && !ListeningAddresses.AreSet(builder.Configuration))
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }

        return builder;
    }

    private static bool IsSet(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            {
                return true;
            }
        }

        return false;
    }
}
