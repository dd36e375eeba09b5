using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>The program as an operator starts it: a separate process, in another folder, with a data folder of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly Task<string> said;

    private ProgramProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        said = process.StandardOutput.ReadToEndAsync();
        process.BeginErrorReadLine(); // must be read, or the process blocks when the pipe is full
    }

    public Uri Address { get; }

    /// <summary>Starts the program, and waits until it answers.</summary>
    /// <param name="assembly">The program: built or published.</param>
    /// <param name="workingFolder">Its working folder, in which it stores its data.</param>
    public static async Task<ProgramProcess> StartAsync(string assembly, string workingFolder, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var started = new ProgramProcess(Start(assembly, workingFolder, [$"--urls={address}", $"--Data:Folder={Path.Combine(workingFolder, "data")}", .. arguments]), address);
        await started.UntilServedAsync();
        return started;
    }

    /// <summary>The same, as a user without special rights.</summary>
    public static Task<ProgramProcess> StartAsNobodyAsync(string assembly, string workingFolder) =>
        StartBehindAsync(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"], assembly, workingFolder);

    /// <summary>The same, with every file sync recorded in <paramref name="trace"/>.</summary>
    public static Task<ProgramProcess> StartTracedAsync(string assembly, string workingFolder, string trace) =>
        StartBehindAsync(["strace", "-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", trace], assembly, workingFolder);

    private static async Task<ProgramProcess> StartBehindAsync(string[] before, string assembly, string workingFolder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] arguments = [$"--urls={address}", $"--Data:Folder={Path.Combine(workingFolder, "data")}"];
        var started = new ProgramProcess(StartProgram(before[0], workingFolder, [.. before[1..], "dotnet", assembly, .. arguments]), address);
        await started.UntilServedAsync();
        return started;
    }

    /// <summary>Runs the program until it exits.</summary>
    /// <returns>Its exit code and its standard error.</returns>
    public static async Task<(int Status, string Said)> RunAsync(string assembly, string workingFolder, params string[] arguments)
    {
        using var run = Start(assembly, workingFolder, [.. arguments, "--urls=http://127.0.0.1:0"]);
        run.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(Patience);
        var complaint = await run.StandardError.ReadToEndAsync(patience.Token);
        await run.WaitForExitAsync(patience.Token);
        return (run.ExitCode, complaint);
    }

    /// <summary>Runs one of its commands until it exits, with only the given settings.</summary>
    /// <returns>Its exit code, standard output and standard error.</returns>
    public static async Task<(int Status, string Output, string Error)> CommandAsync(
        string assembly, string workingFolder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = StartInfo("dotnet", workingFolder, [assembly, .. arguments]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var run = Process.Start(start)!; // null only where a shell reuses a process
        using var patience = new CancellationTokenSource(Patience);
        var output = run.StandardOutput.ReadToEndAsync(patience.Token);
        var error = await run.StandardError.ReadToEndAsync(patience.Token);
        await run.WaitForExitAsync(patience.Token);
        return (run.ExitCode, await output, error);
    }

    /// <summary>Asks the program to stop, as an operator's supervisor does.</summary>
    /// <returns>Its exit code and its standard output.</returns>
    public async Task<(int Status, string Said)> StopAsync()
    {
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(Patience), "The program did not stop.");
        return (process.ExitCode, await said);
    }

    /// <summary>Kills the program (SIGKILL), so that it cannot do anything more.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private async Task UntilServedAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var health = await client.GetAsync("/healthz");
                return;
            }
            catch (HttpRequestException) when (!process.HasExited && since.Elapsed < Patience)
            {
                await Task.Delay(50); // it is still starting
            }
        }
    }

    private static Process Start(string assembly, string workingFolder, params string[] arguments) =>
        StartProgram("dotnet", workingFolder, [assembly, .. arguments]);

    private static Process StartProgram(string program, string workingFolder, string[] arguments) =>
        Process.Start(StartInfo(program, workingFolder, arguments))!; // null only where a shell reuses a process

    private static ProcessStartInfo StartInfo(string program, string workingFolder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_TieredPGO"] = "0"; // a short run never earns back the quarter of its start that counting branches takes
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // opens sockets in the temporary folder, which stay there when the process is killed
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
