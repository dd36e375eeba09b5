using System.Diagnostics;
using System.Net;
using System.Reflection;

[assembly: AssemblyFixture(typeof(SinoRussia.Web.Tests.Hosting.PublishedSite))]

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The site as it is deployed: published once for all tests that ask for it, and started from a folder that is not its own.</summary>
public sealed class PublishedSite : IAsyncDisposable
{
    private readonly TemporaryFolder published = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly Lazy<Task<ProgramProcess>> started;

    public PublishedSite() => started = new(PublishAndStartAsync);

    /// <summary>A browser of its own, which takes what comes as it comes: nothing is unpacked, no redirect followed.</summary>
    public async Task<HttpClient> NewReaderAsync() =>
        new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }) { BaseAddress = (await started.Value).Address };

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            (await started.Value).Dispose();
        }

        published.Dispose();
        elsewhere.Dispose();
    }

    private async Task<ProgramProcess> PublishAndStartAsync()
    {
        var built = typeof(Program).Assembly;
        var metadata = built.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);
        var project = Path.Combine(metadata["ContentFolder"], "..", "src", "SinoRussia.Web");
        var configuration = built.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        using var publishing = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", project, "--configuration", configuration, "--no-build", "-p:UseCurrentRuntimeIdentifier=false", "--output", published.Path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!; // null only where a shell reuses a process
        var said = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        Assert.True(publishing.ExitCode == 0, said);
        return await ProgramProcess.StartAsync(Path.Combine(published.Path, "SinoRussia.Web.dll"), elsewhere.Path);
    }
}
