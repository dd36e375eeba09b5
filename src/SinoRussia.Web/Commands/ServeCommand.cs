using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SinoRussia.Essays.Parsing;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary><c>serve</c>: runs the site until it is stopped.</summary>
internal static class ServeCommand
{
    /// <param name="settings">From the command line, in the form <c>--Data:Folder=/x</c>.</param>
    /// <param name="add">Registers the services of the site.</param>
    /// <param name="use">Adds the middleware and the endpoints.</param>
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
            await Console.Out.WriteLineAsync($"Data folder: {app.Services.GetRequiredService<DataFolder>().Path}"); // printed before anything is written there
            _ = app.Services.GetRequiredService<LiveEssay>();
            await app.Services.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None); // if it fails, the essay is still served
        }
        catch (Exception refusal) when (refusal is EssayFaultsException or OptionsValidationException or IOException)
        {
            // Nothing can be served: print the reason and stop.
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
                // The address is in use, belongs to another machine or is invalid, the port is invalid, or HTTPS has no certificate.
                await app.StopAsync(); // services that have begun end before what they use is disposed
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
