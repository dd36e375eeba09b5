using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using SinoRussia.Web.Commands;
using SinoRussia.Web.Tests.Hosting;

namespace SinoRussia.Web.Tests.Commands;

/// <summary><c>healthz</c> finds the site at the address that the settings tell the site to listen on.</summary>
public sealed class HealthCommandTests : IDisposable
{
    private static readonly string Assembly = typeof(Program).Assembly.Location;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_health_command_uses_every_setting_for_the_listening_address()
    {
        using var site = await ProgramProcess.StartAsync(Assembly, folder.Path, "--Site:PathBase", "/reader", "--AllowedHosts", "reader.example;127.0.0.1");
        var (here, port) = (site.Address.ToString().TrimEnd('/'), site.Address.Port);
        string[] common = ["healthz", "--Site:PathBase=/reader", "--AllowedHosts=reader.example"];

        foreach (var (environment, arguments) in new (Dictionary<string, string>, string[])[]
        {
            ([], ["--urls", here]),
            ([], [$"--urls=http://*:{port}"]),
            (new() { ["ASPNETCORE_URLS"] = $"http://+:{port}" }, []),
            (new() { ["DOTNET_URLS"] = $"http://localhost:{port}" }, []),
            (new() { ["URLS"] = $"http://0.0.0.0:{port};http://[::]:1", ["ASPNETCORE_HTTP_PORTS"] = "8080" }, []),
            (new() { ["ASPNETCORE_HTTP_PORTS"] = $"1;{port}", ["HTTP_PROXY"] = "http://127.0.0.1:1" }, []),
            ([], ["--http_ports", $"{port}"]),
            (new() { ["ASPNETCORE_URLS"] = "http://localhost:1" }, [$"--urls={here}"]),
            (new() { ["Kestrel__Endpoints__Mine__Url"] = $"http://reader.example:{port}", ["ASPNETCORE_URLS"] = "http://localhost:1" }, []),
        })
        {
            var (status, output, error) = await ProgramProcess.CommandAsync(Assembly, folder.Path, environment, [.. common, .. arguments]);

            Assert.True(status == 0, $"{string.Join(' ', environment)} {string.Join(' ', arguments)}: {output} {error}");
            Assert.Contains("\"ready\"", output);
        }

        Assert.Equal(1, (await ProgramProcess.CommandAsync(Assembly, folder.Path, [], ["healthz", "--urls=http://localhost:1"])).Status);
    }

    [Fact]
    public async Task The_health_command_can_use_a_Unix_socket()
    {
        var socket = Path.Combine(folder.Path, "site.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://unix:{socket}");
        await using var site = builder.Build();
        site.MapGet("/healthz", () => "{}");
        await site.StartAsync();

        Assert.Equal(0, (await ProgramProcess.CommandAsync(Assembly, folder.Path, [], ["healthz", $"--urls=http://unix:{socket}"])).Status);
    }

    [Theory]
    [InlineData("", "http://localhost:5000")]
    [InlineData("urls=http://a:1;http://b:2", "http://localhost:1 http://localhost:2")]
    [InlineData("urls=https://*:1;http://*:2", "http://localhost:2 https://localhost:1")]
    [InlineData("urls=http://+", "http://localhost:80")]
    [InlineData("urls=http://[::]:5 |http_ports=7", "http://[::1]:5")]
    [InlineData("urls=http://0.0.0.0:5", "http://127.0.0.1:5")]
    [InlineData("urls=http://[fe80::1]:5;http://192.0.2.1:6", "http://[fe80::1]:5 http://192.0.2.1:6")]
    [InlineData("http_ports=1;2|https_ports=3", "http://localhost:1 http://localhost:2 https://localhost:3")]
    [InlineData("urls=http://*:1|Kestrel:Endpoints:A:Url=http://*:2", "http://localhost:2")]
    [InlineData("urls=http://*:1|Kestrel:Endpoints:A:Url=http://*:2|preferHostingUrls=true", "http://localhost:1")]
    public void The_health_command_reads_settings_in_the_order_of_Kestrel(string settings, string addresses)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]))
            .Build();

        Assert.Equal(addresses, string.Join(' ', ListeningAddresses.Of(configuration).Select(address => $"{address.Scheme}://{ListeningAddresses.HostOf(address)}:{address.Port}")));
    }
}
