using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The program as an operator starts it: a process of its own, in another folder.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_to_stops_the_start_with_a_message_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "in the way");

        var (status, said) = await RunAsync(folder.Path, $"--Data:Folder={file}");

        Assert.Equal(1, status);
        Assert.Contains(file, said);
        Assert.Contains("Data:Folder", said);
    }

    [Fact]
    public async Task A_broken_essay_stops_the_start_and_names_every_fault_at_once()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "content"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "content", "essay.md"),
            "---\ntitle: T\nlanguage: en\n---\n\n## One {#one}\n\nNo address.\n\n{#p1}\nA note that nobody defines.[^gone]\n");

        var (status, said) = await RunAsync(folder.Path, $"--Content:Folder={Path.Combine(folder.Path, "content")}", $"--Data:Folder={Path.Combine(folder.Path, "data")}");

        Assert.Equal(1, status);
        Assert.Contains("essay.md:8", said);
        Assert.Contains("essay.md:11", said);
    }

    [Fact]
    public async Task It_serves_from_any_folder_says_nothing_of_what_readers_write_and_stops_when_asked()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        using var process = Start(folder.Path, $"--urls=http://127.0.0.1:{port}", $"--Data:Folder={Path.Combine(folder.Path, "data")}");
        var said = process.StandardOutput.ReadToEndAsync();
        using var reader = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await UntilServedAsync(reader);

        var page = await reader.OpenAsync("/p/p9/notes");
        using var saved = await reader.SendAsync(page.Form("Note"), ("note", "a secret thought"));
        var id = (await reader.OpenAsync("/notes")).QuerySelector(".note-card")!.Id!["card-".Length..];
        using var one = await reader.GetAsync($"/notes/{id}");

        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        var log = await said;
        Assert.Contains("\"/p/p9/notes\"", log);
        Assert.DoesNotContain("secret", log);
        Assert.DoesNotContain(id, log);
    }

    private static Process Start(string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return Process.Start(start)!; // null only where a shell reuses a process
    }

    private static async Task<(int Status, string Said)> RunAsync(string workingFolder, params string[] arguments)
    {
        using var process = Start(workingFolder, [.. arguments, "--urls=http://127.0.0.1:0"]);
        using var patience = new CancellationTokenSource(Patience);
        var said = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, said);
    }

    private static async Task UntilServedAsync(HttpClient reader)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var health = await reader.GetAsync("/healthz");
                return;
            }
            catch (HttpRequestException) when (since.Elapsed < Patience)
            {
                await Task.Delay(100); // it is still starting
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("reader-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
