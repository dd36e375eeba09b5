namespace SinoRussia.Web.Hosting;

/// <summary>What <c>dotnet run</c> needs no telling: an environment and an address, unless somebody says otherwise.</summary>
/// <remarks>A launchSettings.json would do the same, but with one <c>dotnet run</c> writes a line of its own on standard
/// output, where the <c>anchor</c> command's answers go.</remarks>
internal static class SourceRun
{
    /// <summary>The command line, after the defaults that neither it nor the environment has settled.</summary>
    public static string[] WithDefaults(string[] args) =>
    [
        .. IsSet("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT") ? Array.Empty<string>() : ["--environment=Development"],
        .. IsSet("ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "URLS") ? Array.Empty<string>() : ["--urls=http://localhost:5080"],
        .. args, // the last one counts
    ];

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
