using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SinoRussia.Benchmarks;

/// <summary>A running server with a data folder; both are removed at the end.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly string folder;

    /// <summary>Starts it, and waits for its first page.</summary>
    public Server(ProcessStartInfo start, string folder, Uri address)
    {
        start.RedirectStandardOutput = true;
        start.UseShellExecute = false;
        this.folder = folder;
        Address = address;
        process = Process.Start(start)!; // null only where a shell reuses a process
        process.OutputDataReceived += static (_, _) => { }; // the output must be read, or the process blocks when the pipe is full
        process.BeginOutputReadLine();
        WaitUntilServed();
    }

    public Uri Address { get; }

    /// <summary>The server's data folder.</summary>
    public string Folder => folder;

    /// <summary>The ids of the process and its children.</summary>
    public IReadOnlyList<int> Processes =>
    [
        process.Id,
        .. File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>nginx with a precompressed page and an open file cache, logging one line per request.</summary>
    public static Server Nginx(FetchedPage page)
    {
        var (folder, address) = (Directory.CreateTempSubdirectory("nginx-").FullName, FreeAddress());
        File.WriteAllBytes(Path.Combine(folder, "page"), page.Body);
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/error.log; user root;
            events { worker_connections 64; }
            http {
              access_log {{folder}}/access.log;
              sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
              server {
                listen {{address.Authority}};
                location = / { root {{folder}}; try_files /page =404; default_type "text/html; charset=utf-8"; add_header Content-Encoding br; }
              }
            }
            """);
        return new Server(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]), folder, address);
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void WaitUntilServed()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                client.GetStringAsync(new Uri("/", UriKind.Relative)).GetAwaiter().GetResult();
                return;
            }
            catch (HttpRequestException) when (!process.HasExited && since.Elapsed < Patience)
            {
                Thread.Sleep(10); // it is still starting
            }
        }
    }
}
