using System.CommandLine;
using System.CommandLine.Parsing;

namespace SinoRussia.Web.Commands;

/// <summary>Makes every setting an option of every command, as <c>--Data:Folder=/x</c> or <c>--Data:Folder /x</c>, in any case.</summary>
internal sealed class SettingOptions
{
    // Settings of ASP.NET itself. The sections below are open, because their names, such as those of endpoints, are not known in advance.
    private static readonly (string Name, string Description)[] Hosts =
    [
        ("urls", "Where to listen, such as http://localhost:5080. Separate several with semicolons. Also ASPNETCORE_URLS."),
        ("http_ports", "Ports to listen on at every address when urls is not set. Also ASPNETCORE_HTTP_PORTS."),
        ("https_ports", "The same over HTTPS, with a certificate in Kestrel:Certificates:Default. Also ASPNETCORE_HTTPS_PORTS."),
        ("environment", "Which appsettings.NAME.json is read in addition to appsettings.json. Also ASPNETCORE_ENVIRONMENT."),
        ("AllowedHosts", "Host names that the site answers to, separated by semicolons; * for all."),
    ];

    private static readonly string[] HostsOwn =
    [
        "applicationName", "contentRoot", "webroot", "staticWebAssets", "https_port", "shutdownTimeoutSeconds", "preferHostingUrls", "detailedErrors",
        "captureStartupErrors", "suppressStatusMessages", "startupAssembly", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preventHostingStartup",
    ];

    private static readonly string[] OpenSections = ["Kestrel", "Logging"];

    private readonly Dictionary<string, Option<string[]>> options = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="args">The command line. It may contain settings of an open section.</param>
    public SettingOptions(string[] args)
    {
        foreach (var setting in SiteSetting.All)
        {
            Add(setting.Name, setting.Description, setting.Default, setting.IsList);
        }

        foreach (var (name, description) in Hosts)
        {
            Add(name, description);
        }

        // A test host also passes the sections of its settings. These have no value of their own.
        args = [.. args.Where(arg => !(arg.EndsWith('=') && args.Any(other => other.StartsWith($"{arg[..^1]}:", StringComparison.OrdinalIgnoreCase))))];
        var open = args.Select(NameIn).Where(name => name is not null && IsOpen(name)).Select(name => name!); // filtered for null
        foreach (var name in HostsOwn.Concat(open).Where(name => !options.ContainsKey(name)))
        {
            Add(name, description: null);
        }

        Arguments = [.. args.TakeWhile(arg => arg != "--").SelectMany(Normal), .. args.SkipWhile(arg => arg != "--")];
    }

    public IEnumerable<Option> Options => options.Values;

    /// <summary>The command line for the parser: the value of an option is separate from its name, which may contain a colon.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The settings on the command line, in the format of ASP.NET's configuration.</summary>
    public string[] In(ParseResult result) =>
    [
        .. options.Values
            .Select(option => (Name: option.Name, Values: result.GetResult(option) is { Implicit: false } given ? given.GetValue(option) ?? [] : []))
            .SelectMany(given => given.Values.Select((value, index) => IsList(given.Name) ? $"{given.Name}:{index}={value}" : $"{given.Name}={value}")),
    ];

    private void Add(string name, string? description, string? standard = null, bool isList = false)
    {
        var option = new Option<string[]>($"--{name}")
        {
            Description = standard is null ? description : $"{description} [default: {standard}]",
            HelpName = name[(name.LastIndexOf(':') + 1)..].ToLowerInvariant(),
            Recursive = true,
            Hidden = description is null,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        if (!isList)
        {
            option.Validators.Add(RefuseSecond);
        }

        options.Add(name, option);
    }

    private static void RefuseSecond(OptionResult result)
    {
        if (result.IdentifierTokenCount > 1)
        {
            result.AddError($"The option '{result.IdentifierToken?.Value}' is given {result.IdentifierTokenCount} times, but only once is allowed.");
        }
    }

    private static bool IsList(string option) => SiteSetting.All.Any(setting => setting.IsList && option == $"--{setting.Name}");

    private static bool IsOpen(string name) =>
        OpenSections.Any(section => name.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase))
        || SiteSetting.All.Any(setting => setting.IsList && name.StartsWith($"{setting.Name}:", StringComparison.OrdinalIgnoreCase));

    private static string? NameIn(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && arg.Length > 2 ? arg[2..].Split('=', 2)[0] : null;

    private IEnumerable<string> Normal(string arg)
    {
        if (NameIn(arg) is not { } name)
        {
            return [arg];
        }

        var known = options.TryGetValue(name, out var option) ? option.Name : $"--{name}";
        return arg.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? [known, arg[(equals + 1)..]] : [known];
    }
}
