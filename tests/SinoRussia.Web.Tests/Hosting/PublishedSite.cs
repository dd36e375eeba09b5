using System.Diagnostics;
using System.Net;
using System.Reflection;

[assembly: AssemblyFixture(typeof(SinoRussia.Web.Tests.Hosting.PublishedSite))]

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The deployed site: published once for all tests that need it, and started from another folder.</summary>
public sealed class PublishedSite : IAsyncDisposable
{
    private readonly TemporaryFolder published = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly Lazy<Task<ProgramProcess>> started;

    public PublishedSite() => started = new(PublishAndStartAsync);

    /// <summary>A client with its own cookies, which neither decompresses nor follows redirects, except one that keeps the method.</summary>
    public async Task<HttpClient> NewReaderAsync() =>
        new(new ResendingHandler { InnerHandler = new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false } }) { BaseAddress = (await started.Value).Address };

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
        using var leftovers = new TemporaryFolder(); // the command leaves empty folders behind
        var start = new ProcessStartInfo("dotnet", ["publish", project, "--configuration", configuration, "--no-build", "-p:UseCurrentRuntimeIdentifier=false", "--output", published.Path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["TMPDIR"] = leftovers.Path;
        using var publishing = Process.Start(start)!; // null only where a shell reuses a process
        var said = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        Assert.True(publishing.ExitCode == 0, said);
        return await ProgramProcess.StartAsync(Path.Combine(published.Path, "SinoRussia.Web.dll"), elsewhere.Path);
    }
}
