using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Hosting;

/// <summary>What the program does other than serve: <c>dotnet SinoRussia.Web.dll NAME …</c>.</summary>
internal static class Commands
{
    private static readonly Dictionary<string, Func<string[], Task<int>>> Known = new(StringComparer.Ordinal)
    {
        ["healthz"] = _ => HealthCommand.RunAsync(),
        ["anchor"] = args => Task.FromResult(AnchorCommand.Run(args)),
        ["backup"] = BackupCommand.RunAsync,
        ["restore"] = RestoreCommand.RunAsync,
    };

    /// <summary>The command that the arguments name, or <see langword="null"/> when they name none: then the site is served.</summary>
    public static Func<Task<int>>? Find(string[] args) =>
        args is [var name, .. var rest] && Known.TryGetValue(name, out var command) ? () => command(rest) : null;

    /// <summary>The data folder as the site itself would have it: by settings file, environment and arguments.</summary>
    public static DataFolder DataFolderOf(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(arg => arg.Contains('=', StringComparison.Ordinal))])
            .Build();
        return new DataFolder(configuration.GetSection(DataSettings.Section).Get<DataSettings>() ?? new DataSettings());
    }
}
