using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Commands;

/// <summary>The builder of the site, from which the other commands take their settings, too: so all of them mean the same folder.</summary>
internal static class SiteBuilder
{
    /// <param name="settings">From the command line, each as <c>--Data:Folder=/x</c>.</param>
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = Installation.IsPublished || IsSet("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT") ? settings : ["--environment=Development", .. settings], // the last one counts
            ContentRootPath = Installation.IsPublished ? AppContext.BaseDirectory : null, // a published copy serves from there, whatever the working folder
        });

        // So that `dotnet run` works without settings. `dotnet run` lets a launchSettings.json win over ASPNETCORE_URLS and
        // ASPNETCORE_ENVIRONMENT; this way both still count.
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
