using System.Text.RegularExpressions;
using SinoRussia.Web.Commands;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Commands;

/// <summary>The program's commands, as an operator types them.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly string Assembly = typeof(Program).Assembly.Location;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("backupp", "Did you mean 'backup'?")]
    [InlineData("--Data:Foldr=/x", "Did you mean '--Data:Folder'?")]
    [InlineData("restore --overwite copy.db", "Did you mean '--overwrite'?")]
    [InlineData("Data:Folder=/x", "Data:Folder=/x")]
    [InlineData("backup one.db two.db", "two.db")]
    [InlineData("serve please", "please")]
    [InlineData("backup --overwrit", "Did you mean '--overwrite'?")]
    [InlineData("--Data:Foldr /x", "Did you mean '--Data:Folder'?\nNothing")]
    [InlineData("restore", "FILE")]
    [InlineData("backup --Data:Folder", "--Data:Folder")]
    [InlineData("backup --Data:Folder=one --data:folder two", "--Data:Folder")]
    public async Task Unknown_arguments_are_reported_and_nothing_is_done(string line, string message)
    {
        var (status, output, error) = await RunAsync([], line.Split(' '));

        Assert.Equal(CommandLine.NotUnderstood, status);
        Assert.Contains(message, error);
        Assert.Empty(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Help_and_readme_list_every_command_setting_default_and_exit_code()
    {
        var (status, help, error) = await RunAsync([], "--help");

        Assert.Equal((0, ""), (status, error));
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository(), "README.md"));
        foreach (var setting in SiteSetting.All)
        {
            Assert.Matches($@"--{Regex.Escape(setting.Name)} <\w+> +{Regex.Escape(setting.Description)}", help);
            Assert.NotEqual("", setting.Description);
            Assert.Contains($"`{setting.Name}`", readme);
            Assert.True(setting.Default is null || help.Contains($"[default: {setting.Default}]"));
        }

        foreach (var command in new[] { "serve", "backup", "restore", "healthz" })
        {
            Assert.Matches($@"(?m)^  {command} .*  \S", help);
        }

        Assert.Equal(["0", "1", "2"], Regex.Matches(help[help.IndexOf("Exit codes:", StringComparison.Ordinal)..], @"(?m)^ +(\d)  ").Select(code => code.Groups[1].Value));
        Assert.Contains("--urls", help);
        Assert.Contains("--overwrite", (await RunAsync([], "restore", "--help")).Output);
    }

    [Fact]
    public async Task The_version_option_prints_the_version()
    {
        var (status, output, _) = await RunAsync([], "--version");

        Assert.Equal(0, status);
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Theory]
    [InlineData("--Backup:Keep=many", "Backup:Keep: 'many' cannot be understood. How many of the copies")]
    [InlineData("--Backup:Every=daily", "Backup:Every: 'daily' cannot be understood. How often a copy of the database is made while the site runs, such as 1.00:00:00")]
    [InlineData("--Site:Address=https://[", "Site:Address: 'https://[' is not a whole address")]
    [InlineData("--Site:Address=", "Site:Address: '' is not a whole address")]
    [InlineData("--Site:Address=ftp://reader.example", "is not a whole address")]
    [InlineData("--Site:PathBase=reader", "It must begin with a slash")]
    [InlineData("--Backup:Every=00:00:01", "Backup:Every")]
    [InlineData("--Data:Folder=", "Data:Folder")]
    [InlineData("--urls=nonsense", "nonsense")]
    [InlineData("--Kestrel:Endpoints:A:Url=nonsense", "nonsense")]
    [InlineData("--https_ports=0", "certificate")]
    public async Task An_invalid_setting_stops_the_start_with_a_message(string argument, string message)
    {
        var (status, _, error) = await RunAsync([], argument);

        Assert.Equal(CommandLine.Refused, status);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task An_address_in_use_is_reported()
    {
        using var site = await ProgramProcess.StartAsync(Assembly, folder.Path);

        var (status, output, error) = await RunAsync([], "serve", "--urls", $"{site.Address}", "--Data:Folder", "other");

        Assert.Equal(CommandLine.Refused, status);
        Assert.Contains("address already in use", error);
        Assert.DoesNotContain("   at ", output);
        Assert.StartsWith($"Data folder: {Path.Combine(folder.Path, "other")}", output);
    }

    /// <summary>The settings from environment, settings file, and each form on the command line, with and without a value that needs
    /// quoting.</summary>
    [Fact]
    public void Every_setting_is_accepted_in_both_forms_and_in_any_case()
    {
        foreach (var name in SiteSetting.All.Select(setting => setting.Name).Concat(["urls", "http_ports", "environment", "AllowedHosts", "Kestrel:Endpoints:Mine:Url", "Logging:LogLevel:Default"]))
        {
            foreach (var value in new[] { "/x", "a=b", "-x", "--version", "backup", "@file", "", "with space", "a:b" })
            {
                var setting = SiteSetting.All.FirstOrDefault(setting => setting.Name == name) is { IsList: true } ? $"{name}:0" : name;
                Assert.Equal([$"--{setting}={value}"], CommandLine.Parse([$"--{name}={value}"]).Settings);
                Assert.Equal([$"--{setting}={value}"], CommandLine.Parse([$"--{name}", value]).Settings);
                Assert.Equal([$"--{setting}={value}"], CommandLine.Parse([$"--{name}={value}", "backup"]).Settings);
                Assert.Equal([$"--{setting}={value}"], CommandLine.Parse(["healthz", $"--{name}", value]).Settings);
            }
        }

        Assert.Equal(["--Data:Folder=/X"], CommandLine.Parse(["--data:FOLDER=/X"]).Settings);
        Assert.Equal(
            ["--Site:TrustedProxies:0=10.0.0.0/8", "--Site:TrustedProxies:1=::1"],
            CommandLine.Parse(["--Site:TrustedProxies", "10.0.0.0/8", "--site:trustedproxies=::1"]).Settings);
        Assert.Equal(["--Site:TrustedProxies:0=::1"], CommandLine.Parse(["--Site:TrustedProxies:0=::1"]).Settings);
    }

    private async Task<(int Status, string Output, string Error)> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        await ProgramProcess.CommandAsync(Assembly, folder.Path, environment, arguments);

    private static string Repository() => Path.GetFullPath(Path.Combine(
        typeof(Program).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!, ".."));
}
