using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SinoRussia.Essays.Parsing;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary><c>serve</c>: the site, until it is stopped.</summary>
internal static class ServeCommand
{
    /// <param name="settings">From the command line, each as <c>--Data:Folder=/x</c>.</param>
    /// <param name="add">Registers what the site is made of.</param>
    /// <param name="use">Puts together what answers a request.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] settings, Action<WebApplicationBuilder> add, Action<WebApplication> use)
    {
        var builder = SiteBuilder.Create(settings);
        if (SiteSetting.Faults(builder.Configuration) is { Count: > 0 } faults)
        {
            return await RefuseAsync(string.Join(Environment.NewLine, faults));
        }

        add(builder);
        WebApplication app;
        try
        {
            app = builder.Build();
            _ = app.Services.GetRequiredService<IOptions<SiteSettings>>().Value;
            await Console.Out.WriteLineAsync($"Data folder: {app.Services.GetRequiredService<DataFolder>().Path}"); // said before anything is written there
            _ = app.Services.GetRequiredService<LiveEssay>();
            await app.Services.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None); // without it the essay is served all the same
        }
        catch (Exception refusal) when (refusal is EssayFaultsException or OptionsValidationException or IOException)
        {
            // Nothing can be served: say why, plainly, and stop.
            return await RefuseAsync(refusal is EssayFaultsException
                ? $"There is no essay to serve in '{ContentSetup.FolderOf(builder.Configuration)}'.{Environment.NewLine}{refusal.Message}"
                : refusal.Message);
        }

        await using (app)
        {
            use(app);
            try
            {
                await app.StartAsync();
            }
            catch (Exception refusal) when (refusal is IOException or FormatException or InvalidOperationException or SocketException or ArgumentException)
            {
                // An address that is taken, not this machine's or no address at all, a port that is none, or HTTPS without a certificate.
                return await RefuseAsync($"The site did not start: {refusal.Message}");
            }

            await app.WaitForShutdownAsync();
            return CommandLine.Done;
        }
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return CommandLine.Refused;
    }
}
